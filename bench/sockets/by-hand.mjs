/** The ceiling: the same sockets on uWebSockets.js by hand, with the limits that an emitted server has. */
import uWS from 'uWebSockets.js'

const limits = {
  compression: uWS.DISABLED,
  maxPayloadLength: 64 * 1024,
  idleTimeout: 120,
  maxBackpressure: 1024 * 1024,
  sendPingsAutomatically: true,
  open: () => {},
  close: () => {},
}
/** A string of Latin-1 characters would be written as Latin-1 bytes. */
const utf8 = (text) => (Buffer.byteLength(text) === text.length ? text : Buffer.from(text))
const isText = (value, from, to) => typeof value === 'string' && value.length >= from && value.length <= to
const isOrder = (value) =>
  typeof value === 'object' &&
  value !== null &&
  isText(value.id, 1, 40) &&
  Number.isInteger(value.quantity) &&
  value.quantity >= 1 &&
  value.quantity <= 1000 &&
  Number.isFinite(value.price) &&
  value.price >= 0 &&
  (value.note === undefined || isText(value.note, 0, 200))

uWS
  .App()
  .ws('/text', { ...limits, message: (ws, data) => ws.send(utf8(Buffer.from(data).toString()), false) })
  .ws('/bytes', { ...limits, message: (ws, data) => ws.send(data, true) })
  .ws('/order', {
    ...limits,
    message: (ws, data) => {
      let order
      try {
        order = JSON.parse(Buffer.from(data).toString())
      } catch {
        return ws.end(1007, 'malformed_json')
      }
      if (!isOrder(order)) return ws.end(1008, 'invalid_message')
      const { id, quantity, price, note } = order
      ws.send(utf8(JSON.stringify({ id, quantity, price, note })), false)
    },
  })
  .get('/json', (res) => void res.writeHeader('content-type', 'application/json').end('{"hello":"world"}'))
  .listen('127.0.0.1', Number(process.env.PORT), (socket) => {
    if (!socket) process.exit(1)
  })

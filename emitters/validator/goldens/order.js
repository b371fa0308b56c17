import { countKeys, isEmail, isRecord, isVerbatim, joinsText, maxIssues, plain, report, unfit } from '@gati-framework/core/wire'

const orderItemsItemSkuPattern = /^[A-Z]{3}-\d+$/u

// Order - src/model.ts:11
function isOrder(value) {
  if (typeof value !== 'object' || value === null) return false
  const note = value.note
  if (note !== undefined && note !== null && typeof note !== 'string') return false
  if (typeof value.express !== 'boolean') return false
  const customer = value.customer
  if (typeof customer !== 'object' || customer === null) return false
  const id = customer.id
  if (!Number.isSafeInteger(id) || id < 1) return false
  const name = customer.name
  if (typeof name !== 'string' || name.length < 1) return false
  const email = customer.email
  if (typeof email !== 'string' || !isEmail(email)) return false
  const items = value.items
  if (!Array.isArray(items) || items.length < 1) return false
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (typeof item !== 'object' || item === null) return false
    const quantity = item.quantity
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1000) return false
    const price = item.price
    if (!Number.isFinite(price) || price < 0) return false
    const sku = item.sku
    if (typeof sku !== 'string' || !orderItemsItemSkuPattern.test(sku)) return false
  }
  const payment = value.payment
  if (typeof payment !== 'object' || payment === null) return false
  switch (payment.method) {
    case 'card': {
      if (typeof payment.token !== 'string') return false
      break
    }
    case 'invoice': {
      const reference = payment.reference
      if (reference !== undefined && typeof reference !== 'string') return false
      break
    }
    default:
      return false
  }
  return true
}

function explainOrder(value, at = '', issues = []) {
  if (!isRecord(value)) return report(issues, at, 'Order', value)
  const { customer, items, payment, note, express } = value
  explainOrderCustomer(customer, at + '/customer', issues)
  explainOrderItems(items, at + '/items', issues)
  explainOrderPayment(payment, at + '/payment', issues)
  if (note !== undefined && note !== null && typeof note !== 'string') report(issues, at + '/note', 'string | null', note)
  if (typeof express !== 'boolean') report(issues, at + '/express', 'boolean', express)
  return issues
}

function explainOrderCustomer(value, at = '', issues = []) {
  if (!isRecord(value)) return report(issues, at, '{ id: number & Integer & Min<1>; name: string & MinLen<1>; email: string & Email }', value)
  const { id, name, email } = value
  if (!Number.isSafeInteger(id) || id < 1) report(issues, at + '/id', 'number & Integer & Min<1>', id)
  if (typeof name !== 'string' || name.length < 1) report(issues, at + '/name', 'string & MinLen<1>', name)
  if (typeof email !== 'string' || !isEmail(email)) report(issues, at + '/email', 'string & Email', email)
  return issues
}

function explainOrderItems(value, at = '', issues = []) {
  if (!Array.isArray(value)) return report(issues, at, "{ sku: string & Pattern<'^[A-Z]{3}-\\\\d+$'>; quantity: number & Integer & Min<1> & Max<1000>; price: number & Min<0> }[]…", value)
  if (value.length < 1) {
    report(issues, at, "{ sku: string & Pattern<'^[A-Z]{3}-\\\\d+$'>; quantity: number & Integer & Min<1> & Max<1000>; price: number & Min<0> }[]…", value)
  }
  for (let i = 0; i < value.length && issues.length < maxIssues; i++) {
    explainOrderItemsItem(value[i], at + '/' + i, issues)
  }
  return issues
}

function explainOrderItemsItem(value, at = '', issues = []) {
  if (!isRecord(value)) return report(issues, at, "{ sku: string & Pattern<'^[A-Z]{3}-\\\\d+$'>; quantity: number & Integer & Min<1> & Max<1000>; price: number & Min<0> }", value)
  const { sku, quantity, price } = value
  if (typeof sku !== 'string' || !orderItemsItemSkuPattern.test(sku)) {
    report(issues, at + '/sku', "string & Pattern<'^[A-Z]{3}-\\\\d+$'>", sku)
  }
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1000) {
    report(issues, at + '/quantity', 'number & Integer & Min<1> & Max<1000>', quantity)
  }
  if (!Number.isFinite(price) || price < 0) report(issues, at + '/price', 'number & Min<0>', price)
  return issues
}

function explainOrderPayment(value, at = '', issues = []) {
  if (!isRecord(value)) return report(issues, at, "{ method: 'card'; token: string } | { method: 'invoice'; reference?: string }", value)
  switch (value.method) {
    case 'card':
      return explainOrderPaymentCard(value, at, issues)
    case 'invoice':
      return explainOrderPaymentInvoice(value, at, issues)
    default:
      return report(issues, at + '/method', "'card' | 'invoice'", value.method)
  }
}

function explainOrderPaymentCard(value, at = '', issues = []) {
  if (!isRecord(value)) return report(issues, at, "{ method: 'card'; token: string }", value)
  const { method, token } = value
  if (method !== 'card') report(issues, at + '/method', "'card'", method)
  if (typeof token !== 'string') report(issues, at + '/token', 'string', token)
  return issues
}

function explainOrderPaymentInvoice(value, at = '', issues = []) {
  if (!isRecord(value)) return report(issues, at, "{ method: 'invoice'; reference?: string }", value)
  const { method, reference } = value
  if (method !== 'invoice') report(issues, at + '/method', "'invoice'", method)
  if (reference !== undefined && typeof reference !== 'string') report(issues, at + '/reference', 'string', reference)
  return issues
}

function readOrder(value) {
  const { note, express } = value
  const customer = readOrderCustomer(value.customer)
  const items = readOrderItems(value.items)
  const payment = readOrderPayment(value.payment)
  let known = 4
  if (note !== undefined) known++
  if (countKeys(value) === known && customer === value.customer && items === value.items && payment === value.payment) return value
  const result = { customer, items, payment, express }
  if (note !== undefined) result.note = note
  return result
}

function readOrderCustomer(value) {
  const { id, name, email } = value
  if (countKeys(value) === 3) return value
  return { id, name, email }
}

function readOrderItems(value) {
  let result = value
  for (let i = 0; i < value.length; i++) {
    const item = readOrderItemsItem(value[i])
    if (item === value[i]) continue
    if (result === value) result = value.slice()
    result[i] = item
  }
  return result
}

function readOrderItemsItem(value) {
  const { sku, quantity, price } = value
  if (countKeys(value) === 3) return value
  return { sku, quantity, price }
}

function readOrderPayment(value) {
  switch (value.method) {
    case 'card':
      return readOrderPaymentCard(value)
    case 'invoice':
      return readOrderPaymentInvoice(value)
  }
  return value
}

function readOrderPaymentCard(value) {
  const { method, token } = value
  if (countKeys(value) === 2) return value
  return { method, token }
}

function readOrderPaymentInvoice(value) {
  const { method, reference } = value
  let known = 1
  if (reference !== undefined) known++
  if (countKeys(value) === known) return value
  const result = { method }
  if (reference !== undefined) result.reference = reference
  return result
}

// Order - src/model.ts:11
function parseOrder(value) {
  if (typeof value !== 'object' || value === null) return undefined
  const note = value.note
  if (note !== undefined && note !== null && typeof note !== 'string') return undefined
  const express = value.express
  if (typeof express !== 'boolean') return undefined
  const customer = value.customer
  if (typeof customer !== 'object' || customer === null) return undefined
  const id = customer.id
  if (!Number.isSafeInteger(id) || id < 1) return undefined
  const name = customer.name
  if (typeof name !== 'string' || name.length < 1) return undefined
  const email = customer.email
  if (typeof email !== 'string' || !isEmail(email)) return undefined
  let left = 3
  for (const _ in customer) left--
  const parsedCustomer = left < 0 ? { id, name, email } : customer
  const items = value.items
  if (!Array.isArray(items) || items.length < 1) return undefined
  let parsedItems = items
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (typeof item !== 'object' || item === null) return undefined
    const quantity = item.quantity
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1000) return undefined
    const price = item.price
    if (!Number.isFinite(price) || price < 0) return undefined
    const sku = item.sku
    if (typeof sku !== 'string' || !orderItemsItemSkuPattern.test(sku)) return undefined
    let left2 = 3
    for (const _ in item) left2--
    const parsedItem = left2 < 0 ? { sku, quantity, price } : item
    if (parsedItem === item) continue
    if (parsedItems === items) parsedItems = items.slice()
    parsedItems[i] = parsedItem
  }
  const payment = value.payment
  if (typeof payment !== 'object' || payment === null) return undefined
  let parsedPayment
  switch (payment.method) {
    case 'card': {
      const token = payment.token
      if (typeof token !== 'string') return undefined
      let left2 = 2
      for (const _ in payment) left2--
      let parsedPayment2 = payment
      if (left2 < 0) {
        const method = payment.method
        parsedPayment2 = { method, token }
      }
      parsedPayment = parsedPayment2
      break
    }
    case 'invoice': {
      const reference = payment.reference
      if (reference !== undefined && typeof reference !== 'string') return undefined
      let left2 = 1
      if (reference !== undefined) left2++
      for (const _ in payment) left2--
      let parsedPayment2 = payment
      if (left2 < 0) {
        const method = payment.method
        const ownPayment = { method }
        if (reference !== undefined) ownPayment.reference = reference
        parsedPayment2 = ownPayment
      }
      parsedPayment = parsedPayment2
      break
    }
    default:
      return undefined
  }
  let left2 = 4
  if (note !== undefined) left2++
  for (const _ in value) left2--
  let result = value
  if (left2 < 0 || parsedCustomer !== customer || parsedItems !== items || parsedPayment !== payment) {
    const ownValue = { customer: parsedCustomer, items: parsedItems, payment: parsedPayment, express }
    if (note !== undefined) ownValue.note = note
    result = ownValue
  }
  return result
}

function stringifyOrder(value) {
  return joinsText ? writeOrder(value) : JSON.stringify(projectOrder(value))
}

function projectOrder(value) {
  return {
    customer: projectOrderCustomer(value.customer),
    items: projectOrderItems(value.items),
    payment: projectOrderPayment(value.payment),
    note: plain(value.note),
    express: plain(value.express),
  }
}

function projectOrderCustomer(value) {
  return { id: plain(value.id), name: plain(value.name), email: plain(value.email) }
}

function projectOrderItems(value) {
  const result = []
  for (let i = 0; i < value.length; i++) result.push(projectOrderItemsItem(value[i]))
  return result
}

function projectOrderItemsItem(value) {
  return { sku: plain(value.sku), quantity: plain(value.quantity), price: plain(value.price) }
}

function projectOrderPayment(value) {
  switch (value.method) {
    case 'card':
      return projectOrderPaymentCard(value)
    case 'invoice':
      return projectOrderPaymentInvoice(value)
  }
  throw unfit("{ method: 'card'; token: string } | { method: 'invoice'; reference?: string }")
}

function projectOrderPaymentCard(value) {
  return { method: plain(value.method), token: plain(value.token) }
}

function projectOrderPaymentInvoice(value) {
  return { method: plain(value.method), reference: plain(value.reference) }
}

function writeOrder(value) {
  const note = value.note
  const express = value.express
  if ((note !== null && note !== undefined && !isVerbatim(note)) || typeof express !== 'boolean') {
    return JSON.stringify(projectOrder(value))
  }
  return (
    `{"customer":${writeOrderCustomer(value.customer)},"items":${writeOrderItems(value.items)}` +
    `,"payment":${writeOrderPayment(value.payment)}` +
    `${note === undefined ? '' : `,"note":${note === null ? null : `"${note}"`}`},"express":${express}}`
  )
}

function writeOrderCustomer(value) {
  const id = value.id
  const name = value.name
  const email = value.email
  if (!Number.isFinite(id) || !isVerbatim(name) || !isVerbatim(email)) return JSON.stringify(projectOrderCustomer(value))
  return `{"id":${id},"name":"${name}","email":"${email}"}`
}

function writeOrderItems(value) {
  if (!Array.isArray(value) || value.length > 8) return JSON.stringify(projectOrderItems(value))
  let result = '['
  for (let i = 0; i < value.length; i++) result += i === 0 ? writeOrderItemsItem(value[i]) : `,${writeOrderItemsItem(value[i])}`
  return `${result}]`
}

function writeOrderItemsItem(value) {
  const sku = value.sku
  const quantity = value.quantity
  const price = value.price
  if (!isVerbatim(sku) || !Number.isFinite(quantity) || !Number.isFinite(price)) {
    return JSON.stringify(projectOrderItemsItem(value))
  }
  return `{"sku":"${sku}","quantity":${quantity},"price":${price}}`
}

function writeOrderPayment(value) {
  switch (value.method) {
    case 'card':
      return writeOrderPaymentCard(value)
    case 'invoice':
      return writeOrderPaymentInvoice(value)
  }
  throw unfit("{ method: 'card'; token: string } | { method: 'invoice'; reference?: string }")
}

function writeOrderPaymentCard(value) {
  const method = value.method
  const token = value.token
  if (method !== 'card' || !isVerbatim(token)) return JSON.stringify(projectOrderPaymentCard(value))
  return `{"method":"card","token":"${token}"}`
}

function writeOrderPaymentInvoice(value) {
  const method = value.method
  const reference = value.reference
  if (method !== 'invoice' || (reference !== undefined && !isVerbatim(reference))) {
    return JSON.stringify(projectOrderPaymentInvoice(value))
  }
  return `{"method":"invoice"${reference === undefined ? '' : `,"reference":"${reference}"`}}`
}

/** 404 -> `Not Found`: reason phrases of RFC 9110 and its registered neighbours, the same on every transport. */
const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  203: 'Non-Authoritative Information',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  207: 'Multi-Status',
  208: 'Already Reported',
  226: 'IM Used',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  305: 'Use Proxy',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  418: "I'm a Teapot",
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  510: 'Not Extended',
  511: 'Network Authentication Required',
}

export const reasonPhrase = (status: number): string => reasons[status] ?? 'Unknown'

/** `404 Not Found` at index 404; made once, so that an answer only reads it. */
const lines: readonly string[] = Array.from({ length: 1000 }, (_, status) => `${status} ${reasonPhrase(status)}`)

/** The status line without its HTTP version. A final status has three digits from 200 on. */
export function statusLine(status: number): string {
  const line = status >= 200 ? lines[status] : undefined
  if (line === undefined) throw new RangeError(`${status} is not the status of a final answer`)
  return line
}

/** Statuses whose answer never has a body, nor a content-length that would announce one. */
export const isBodiless = (status: number): boolean => status === 204 || status === 304

/** RFC 9457 body of what a transport answers by itself, before or instead of the app. */
export function problemText(status: number): string {
  const title = reasonPhrase(status)
  return JSON.stringify({ type: 'about:blank', title, status, code: title.toLowerCase().replaceAll(' ', '_') })
}

export const PROBLEM_TYPE = 'application/problem+json'

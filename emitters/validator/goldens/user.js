import { isDateTime, isEmail, isRecord, isUuid, isVerbatim, isoText, joinsText, plain, redact, redactText, report, toDate } from '@gati-framework/core/wire'

// User - src/model.ts:1
function isUser(value) {
  if (typeof value !== 'object' || value === null) return false
  const age = value.age
  if (age !== undefined && (!Number.isInteger(age) || age < 0 || age > 150)) return false
  const role = value.role
  if (role !== 'admin' && role !== 'member') return false
  const password = value.password
  if (password !== undefined && (typeof password !== 'string' || password.length < 8)) return false
  const id = value.id
  if (typeof id !== 'string' || !isUuid(id)) return false
  const email = value.email
  if (typeof email !== 'string' || !isEmail(email)) return false
  const name = value.name
  if (typeof name !== 'string') return false
  const text = name.trim()
  if (text.length < 1 || text.length > 80) return false
  const createdAt = value.createdAt
  if (typeof createdAt !== 'string' || !isDateTime(createdAt)) return false
  return true
}

function explainUser(value, at = '', issues = []) {
  if (!isRecord(value)) return report(issues, at, 'User', redactText(value))
  const { id, email, name, age, role, createdAt, password } = value
  if (typeof id !== 'string' || !isUuid(id)) report(issues, at + '/id', 'string & UUID', id)
  if (typeof email !== 'string' || !isEmail(email)) report(issues, at + '/email', 'string & Email', email)
  if (!isUserName(name)) report(issues, at + '/name', 'string & Trim & MinLen<1> & MaxLen<80>', name)
  if (age !== undefined && (!Number.isInteger(age) || age < 0 || age > 150)) {
    report(issues, at + '/age', 'number & Integer & Min<0> & Max<150>', age)
  }
  if (role !== 'admin' && role !== 'member') report(issues, at + '/role', "'admin' | 'member'", role)
  if (typeof createdAt !== 'string' || !isDateTime(createdAt)) report(issues, at + '/createdAt', 'Date', createdAt)
  if (password !== undefined && (typeof password !== 'string' || password.length < 8)) {
    report(issues, at + '/password', 'string & MinLen<8> & Sensitive', redact(password))
  }
  return issues
}

function isUserName(value) {
  if (typeof value !== 'string') return false
  const text = value.trim()
  if (text.length < 1 || text.length > 80) return false
  return true
}

function readUser(value) {
  const { id, email, name, age, role, createdAt, password } = value
  const result = { id, email, name: name.trim(), role, createdAt: toDate(createdAt) }
  if (age !== undefined) result.age = age
  if (password !== undefined) result.password = password
  return result
}

function stringifyUser(value) {
  return joinsText ? writeUser(value) : JSON.stringify(projectUser(value))
}

function projectUser(value) {
  return {
    id: plain(value.id),
    email: plain(value.email),
    name: plain(value.name),
    age: plain(value.age),
    role: plain(value.role),
    createdAt: isoText(value.createdAt),
    password: plain(value.password),
  }
}

function writeUser(value) {
  const id = value.id
  const email = value.email
  const name = value.name
  const age = value.age
  const role = value.role
  const password = value.password
  if (
    !isVerbatim(id) ||
    !isVerbatim(email) ||
    !isVerbatim(name) ||
    (age !== undefined && !Number.isFinite(age)) ||
    !isVerbatim(role) ||
    (password !== undefined && !isVerbatim(password))
  ) {
    return JSON.stringify(projectUser(value))
  }
  const createdAt = isoText(value.createdAt)
  if (!isVerbatim(createdAt)) return JSON.stringify(projectUser(value))
  return (
    `{"id":"${id}","email":"${email}","name":"${name}"${age === undefined ? '' : `,"age":${age}`},"role":"${role}"` +
    `,"createdAt":"${createdAt}"${password === undefined ? '' : `,"password":"${password}"`}}`
  )
}

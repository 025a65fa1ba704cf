// A mail server (https://nodemailer.com/extras/smtp-server/) on a free port, with or without encryption
// (`starttls` as argument). Prints its port, and then what happens to it, one JSON object a line.
import { SMTPServer } from 'smtp-server'

const tell = (event) => console.log(JSON.stringify(event))
const server = new SMTPServer({
  disabledCommands: process.argv[2] === 'starttls' ? [] : ['STARTTLS'],
  allowInsecureAuth: true,
  authOptional: true,
  onSecure(_socket, _session, done) {
    tell({ secured: true })
    done()
  },
  onAuth(login, _session, done) {
    tell({ user: login.username, password: login.password })
    done(null, { user: login.username })
  },
  onData(stream, session, done) {
    const parts = []
    stream.on('data', (part) => parts.push(part))
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope
      const to = rcptTo.map((one) => one.address)
      tell({ from: mailFrom.address, to, text: Buffer.concat(parts).toString('utf8') })
      done()
    })
  },
})
server.on('error', (error) => tell({ error: error.message }))
server.listen(0, '127.0.0.1', () => tell({ port: server.server.address().port }))
process.stdin.resume().on('close', () => process.exit(0))

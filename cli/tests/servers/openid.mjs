// An OpenID Connect provider (https://github.com/panva/node-oidc-provider) with one client, `ulam`.
// Prints its issuer; a line on standard input then tells the client's redirect address. Whoever signs in
// is believed: as `grace` she has the verified address grace@example.com, as `x.unverified` one that
// nobody vouches for. Of somebody whose browser has the cookie `strong` it says that they gave a one-time
// password too.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { Provider } from 'oidc-provider'

let answer = (_request, response) => response.writeHead(503).end()
const server = createServer((request, response) => answer(request, response))
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  console.log(issuer)
  createInterface({ input: process.stdin })
    .on('line', (redirect) => {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: 'ulam',
            client_secret: 'the secret of the client ulam',
            redirect_uris: [redirect],
          },
        ],
        pkce: { required: () => true },
        claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
        cookies: { keys: ['for tests'] },
        findAccount: (_context, id) => ({
          accountId: id,
          claims: () => ({
            sub: id,
            name: `${id} of the provider`,
            email: `${id}@example.com`,
            email_verified: !id.endsWith('unverified'),
          }),
        }),
      })
      const save = provider.AuthorizationCode.prototype.save
      const strong = new Set()
      provider.use(async (context, next) => {
        if (context.cookies.get('strong', { signed: false })) strong.add('grace')
        await next()
      })
      provider.AuthorizationCode.prototype.save = function (...rest) {
        if (strong.has(this.accountId)) this.amr = ['pwd', 'otp']
        return save.apply(this, rest)
      }
      answer = provider.callback()
      console.log('ready')
    })
    // The test has ended.
    .on('close', () => process.exit(0))
})

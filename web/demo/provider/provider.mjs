// The sign-in provider of `make demo` and of the tests: stands in for ID-porten, Ansattporten and the directorate's own
// directory. Everybody can be anybody here, so it listens to this machine only.
import './moved_clock.mjs'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { interactionPolicy } from 'oidc-provider'
import { chooser, message } from './chooser.mjs'

const { port, issuer, clients, accounts, key, api } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { privateKey } = await generateKeyPair('RS256', { extractable: true }) // a new one at each start
const signingKey = { ...await exportJWK(privateKey), kid: `start-${Date.now()}`, alg: 'RS256', use: 'sig' }
const accountOf = new Map(accounts.map((account) => [account.sub, account]))

// Whoever is signed in at one door must choose anew at another: the real providers are three.
const policy = interactionPolicy.base()
policy.get('login').checks.add(new interactionPolicy.Check('other_door', 'signed in at another door', ({ oidc }) =>
  Boolean(oidc.session.accountId) && accountOf.get(oidc.session.accountId)?.client !== oidc.client.clientId))

const provider = new Provider(issuer, {
  clients,
  jwks: { keys: [signingKey] },
  cookies: { keys: [key], names: { session: 'testinnlogging', interaction: 'testvalg', resume: 'testvalg_videre' } },
  claims: { openid: ['sub', 'pid', 'oid', 'orgnr', 'acr', 'amr', 'locale'], profile: ['name'] },
  acrValues: ['idporten-loa-low', 'idporten-loa-substantial', 'idporten-loa-high'],
  conformIdTokenClaims: false, // these providers put claims in the ID token
  pkce: { required: () => true },
  clientAuthMethods: ['private_key_jwt'],
  responseTypes: ['code'],
  ttl: { Session: 36000, Interaction: 600, Grant: 36000, AccessToken: 300, IdToken: 120, PushedAuthorizationRequest: 60 },
  findAccount: (_, sub) => accountOf.has(sub) && { accountId: sub, claims: () => ({ sub, ...accountOf.get(sub).claims }) },
  loadExistingGrant: async ({ oidc }) => { // no consent page: these providers have none
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
    grant.addOIDCScope('openid profile')
    await grant.save()
    return grant
  },
  scopes: ['openid', 'profile', 'tolkeregister:rapport', 'tolkeregister:resultat'],
  // A program of an organisation gets a token that names the organisation, as Maskinporten's do.
  extraTokenClaims: (_, token) => token.kind === 'ClientCredentials'
    ? { consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${token.clientId}` } }
    : undefined,
  features: {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_, client) => client.grantTypeAllowed('client_credentials') ? api : undefined,
      getResourceServerInfo: (_, resource) => ({ scope: 'tolkeregister:rapport tolkeregister:resultat', audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 120, jwt: { sign: { alg: 'RS256' } } }),
    },
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => { // and they do not ask on the way out
        ctx.body = form.replace('</form>', '<input name=logout value=yes></form><script>document.forms[0].submit()</script>')
      },
      postLogoutSuccessSource: (ctx) => { ctx.body = message('Du er logget ut av testinnloggingen.') },
    },
  },
  renderError: (ctx, out) => {
    ctx.type = 'html'
    ctx.body = message('Innloggingen kan ikke fortsette. Gå tilbake til tjenesten og begynn på nytt.', out.error_description ?? out.error)
  },
  fetch: (url, { dispatcher, ...options }) => fetch(url, options), // its own dispatcher refuses this machine's addresses
  interactions: { policy, url: (_, { uid }) => `/velg/${uid}` },
})
provider.on('server_error', (_, error) => console.error(error))
const answer = provider.callback()

async function choose(req, res, url) {
  const { params, uid } = await provider.interactionDetails(req, res)
  const mine = accounts.filter((account) => account.client === params.client_id)
  const who = mine.find((account) => account.sub === url.searchParams.get('sub'))
  if (who) {
    const login = { accountId: who.sub, acr: who.claims.acr, amr: who.claims.amr }
    return provider.interactionFinished(req, res, { login })
  }
  if (url.searchParams.has('avbryt')) {
    return provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'avbrutt' })
  }
  res.setHeader('content-type', 'text/html; charset=utf-8')
  res.setHeader('cache-control', 'no-store')
  return res.end(chooser({ uid, client: params.client_id, accounts: mine, wanted: url.searchParams.get('sok') ?? '' }))
}

createServer((req, res) => {
  const url = new URL(req.url, issuer)
  if (!url.pathname.startsWith('/velg/')) return answer(req, res)
  return choose(req, res, url).catch((error) => {
    res.statusCode = 400
    res.setHeader('content-type', 'text/html; charset=utf-8')
    res.end(message('Innloggingen er utløpt. Gå tilbake til tjenesten og begynn på nytt.', error.message))
  })
}).listen(port, '127.0.0.1', () => console.log(`ready ${issuer}`))

// SPDX-License-Identifier: MIT
// The applications, as far as a demonstration needs them: a page of links, the authorization code flow with PKCE, and
// what the tokens say. The Calendar Agent also exchanges its refresh token and reads the calendar.
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { EXCHANGE } from './exchange.js';
import { html } from './pages/html.js';

const API = 'https://api.outfitters.example/trips';
const REFRESH_TOKEN = 'urn:ietf:params:oauth:token-type:refresh_token';
const VAULT_TOKEN = 'http://auth0.com/oauth/token-type/federated-connection-access-token';

const LINKS = [
    ['Outfitters Desk, at Acme Outdoors', 'desk', { organization: 'org_acme' }],
    ['Outfitters Back Office, which asks for the organization first', 'backoffice', {}],
    ['Outfitters Roster, which asks for it after the login', 'roster', {}],
    ['Trailmap, a partner, at Acme Outdoors', 'tpc_trailmap', { organization: 'org_acme' }],
    ['Trailmap at Northwind Rafting, which admits no partner', 'tpc_trailmap', { organization: 'org_northwind' }],
    ['Calendar Agent, which shows your own calendar', 'calendar-agent', { scope: 'openid offline_access read:trips' }],
];

export async function startApplications({ port, secrets, calendar }) {
    const server = http.createServer();
    await new Promise((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const origin = `http://127.0.0.1:${server.address().port}`;
    const pending = new Map();
    let issuer;

    function begin(link) {
        const [, clientId, parameters] = LINKS[link] ?? [];
        if (!clientId) return undefined;
        const state = randomBytes(16).toString('base64url');
        const verifier = randomBytes(32).toString('base64url');
        pending.set(state, { clientId, verifier });
        return { state, location: `${issuer}/authorize?${new URLSearchParams({
            client_id: clientId, response_type: 'code', redirect_uri: `${origin}/${clientId}`, state, audience: API,
            scope: 'openid profile email read:trips',
            code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
            ...parameters,
        })}` };
    }

    async function token(clientId, form) {
        const response = await fetch(`${issuer}/oauth/token`, { method: 'POST',
            body: new URLSearchParams({ client_id: clientId, client_secret: secrets[clientId], ...form }) });
        return response.json();
    }

    // Only for the browser that began: it has the state as a cookie.
    async function finish(clientId, query, cookies) {
        const state = query.get('state');
        const { verifier, clientId: expected } = pending.get(state) ?? {};
        const isOurs = expected === clientId && cookies.split('; ').includes(`state=${state}`);
        if (!isOurs || query.has('error')) return { refused: query.get('error_description') };
        pending.delete(state);
        const tokens = await token(clientId, { grant_type: 'authorization_code', code: query.get('code'),
            redirect_uri: `${origin}/${clientId}`, code_verifier: verifier });
        const shown = { access_token: claims(tokens.access_token), id_token: claims(tokens.id_token),
            error: tokens.error_description };
        if (tokens.refresh_token && clientId === 'calendar-agent') shown.calendar = await schedule(tokens);
        return shown;
    }

    async function schedule({ refresh_token: subject }) {
        const answer = await token('calendar-agent', { grant_type: EXCHANGE, connection: 'calendar',
            subject_token: subject, subject_token_type: REFRESH_TOKEN, requested_token_type: VAULT_TOKEN });
        if (answer.error) return answer;
        const response = await fetch(`${calendar}/events`,
            { headers: { Authorization: `Bearer ${answer.access_token}` } });
        return response.json();
    }

    async function answer(request) {
        const { pathname, searchParams } = new URL(request.url, origin);
        const [, first, second] = pathname.split('/');
        const begun = first === 'start' ? begin(second) : undefined;
        if (begun) {
            return [303, { Location: begun.location,
                'Set-Cookie': `state=${begun.state}; Path=/; HttpOnly; SameSite=Lax` }];
        }
        const body = first === '' ? links()
            : result(first, await finish(first, searchParams, request.headers.cookie ?? ''));
        return [200, { 'Content-Type': 'text/html; charset=utf-8',
            'Content-Security-Policy': `default-src 'none'; style-src ${issuer}` }, page(issuer, body)];
    }

    server.on('request', async (request, response) => {
        const [status, headers, body] = await answer(request).catch(() => [500, {}, 'That did not work.']);
        response.writeHead(status, headers).end(body);
    });

    return {
        origin,
        use: (provider) => { issuer = provider.issuer; },
        close: () => new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        }),
    };
}

// Not verified: for show, and fetched from the provider just now.
function claims(jwt) {
    return jwt && JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString('utf8'));
}

const links = () => html`<h1>Applications</h1>
<ul class="choices">${LINKS.map(([text], i) => html`<li><a class="choice" href="/start/${i}">${text}</a></li>`)}</ul>`;

const result = (name, shown) => html`<h1>${name}</h1><pre>${JSON.stringify(shown, null, 2)}</pre>
<p><a href="/">Other applications</a></p>`;

const page = (issuer, body) => String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Applications</title><link rel="stylesheet" href="${issuer}/style.css"></head><body><main>${body}</main></body>
</html>
`);

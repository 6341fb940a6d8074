// SPDX-License-Identifier: MIT
// A calendar service on loopback, for the vault: issues access tokens for refresh tokens, and shows the calendar of
// whoever a token was issued to.
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { querystringOf } from './form.js';

const LIFETIME_S = 600;
const SCOPES = 'calendar.read calendar.write';

const random = () => randomBytes(24).toString('base64url');

export async function startProvider({ credentials, calendars, port = 0 }) {
    const refreshTokens = new Map(Object.keys(calendars).map((owner) => [random(), owner]));
    const accessTokens = new Map();

    async function token(request) {
        const form = await querystringOf(request);
        const owner = refreshTokens.get(form.refresh_token);
        if (form.client_id !== credentials.client_id || form.client_secret !== credentials.client_secret) {
            return [401, { error: 'invalid_client' }];
        }
        if (form.grant_type !== 'refresh_token' || !owner) return [400, { error: 'invalid_grant' }];
        const value = random();
        accessTokens.set(value, { owner, ends: Date.now() + LIFETIME_S * 1000 });
        return [200, { access_token: value, token_type: 'Bearer', expires_in: LIFETIME_S, scope: SCOPES }];
    }

    async function events(request) {
        const [, value] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
        const found = accessTokens.get(value);
        if (!found || found.ends <= Date.now()) return [401, { error: 'invalid_token' }];
        return [200, { owner: found.owner, events: calendars[found.owner] }];
    }

    const routes = { 'POST /token': token, 'GET /events': events };
    const server = http.createServer(async (request, response) => {
        const route = routes[`${request.method} ${request.url}`] ?? (async () => [404, { error: 'not_found' }]);
        const [status, body] = await route(request).catch(() => [400, { error: 'invalid_request' }]);
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const origin = `http://127.0.0.1:${server.address().port}`;
    return {
        origin,
        // What the owner's approval at this provider would have given: a refresh token.
        refreshTokenOf: (owner) => [...refreshTokens].find(([, name]) => name === owner)[0],
        forget: (owner) => refreshTokens.forEach((name, value) => name === owner && refreshTokens.delete(value)),
        close: () => new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        }),
    };
}

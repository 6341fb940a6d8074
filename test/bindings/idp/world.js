// SPDX-License-Identifier: MIT
// The identity provider with all around it on loopback, and the steps that tests take in it.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { startAll } from '../app/demo.js';
import { Browser } from './browser.js';

export const API = 'https://api.outfitters.example/trips';
export const EXCHANGE = 'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token';
export const PASSWORD = 'outfitters';

const EMAILS = { ada: 'ada@acme.example', carla: 'carla@contoso.example', emil: 'emil@guides.example',
    nora: 'nora@northwind.example', zoe: 'zoe@mail.example' };

export const email = (user) => EMAILS[user] ?? user;

export async function startWorld() {
    return new World(await startAll());
}

class World {
    constructor(all) {
        Object.assign(this, all);
    }

    browser() {
        return new Browser(this.idp.issuer);
    }

    callback(clientId) {
        return `${this.applications.origin}/${clientId}`;
    }

    // An authorization request as the application would send it; undefined in `changes` leaves a parameter out.
    request(clientId, changes = {}) {
        const verifier = randomBytes(32).toString('base64url');
        const parameters = {
            client_id: clientId, response_type: 'code', redirect_uri: this.callback(clientId), state: 'of-the-test',
            audience: API, scope: 'openid email read:trips', code_challenge_method: 'S256',
            code_challenge: createHash('sha256').update(verifier).digest('base64url'), ...changes,
        };
        const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined));
        return { clientId, verifier, url: `${this.idp.issuer}/authorize?${query}` };
    }

    // Answers the pages that come, and says which came: {pages, page} where no answer is at hand, else {pages, left}.
    async walk(browser, request, answers) {
        const pages = [];
        let page = await browser.open(request.url);
        while (!page.left) {
            const kind = kindOf(page);
            pages.push(kind);
            const answer = answers[kind];
            if (kind === 'error' || answer === undefined || pages.length > 8) return { pages, page };
            page = await browser.post(page.url, kind === 'login'
                ? { email: email(answer), password: PASSWORD } : answer);
        }
        assert.equal(page.left.origin, this.applications.origin);
        assert.equal(page.left.searchParams.get('state'), 'of-the-test');
        return { pages, left: page.left, code: page.left.searchParams.get('code') };
    }

    // {status, ...JSON}
    async token(clientId, form) {
        const secret = this.people.secrets[clientId];
        const response = await fetch(`${this.idp.issuer}/oauth/token`, { method: 'POST',
            body: new URLSearchParams({ client_id: clientId, ...(secret && { client_secret: secret }), ...form }) });
        return { status: response.status, ...await response.json() };
    }

    redeem(request, code, changes = {}) {
        return this.token(changes.client_id ?? request.clientId, { grant_type: 'authorization_code', code,
            redirect_uri: this.callback(request.clientId), code_verifier: request.verifier, ...changes });
    }

    // Everything from the request to the tokens.
    async tokensOf(clientId, changes, answers, browser = this.browser()) {
        const request = this.request(clientId, changes);
        const { code, page, pages } = await this.walk(browser, request, answers);
        assert.ok(code, `no code after ${pages}: ${page?.text}`);
        const tokens = await this.redeem(request, code);
        assert.equal(tokens.status, 200, JSON.stringify(tokens));
        return tokens;
    }
}

function kindOf({ text }) {
    if (text.includes('name="password"')) return 'login';
    if (text.includes('name="identifier"')) return 'organization';
    if (text.includes('<ul class="choices">')) return 'picker';
    if (text.includes('name="answer"')) return 'consent';
    if (text.includes('You cannot continue')) return 'error';
    if (text.includes('runs on this device')) return 'confirm';
    throw new Error(`an unknown page: ${text}`);
}

export function claims(jwt) {
    return JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString('utf8'));
}

// The reason that an error page gives to administrators.
export function reasonOn(page) {
    return /<dt>Reason<\/dt><dd><code>(\w+)<\/code> ([A-Z0-9]+-\d+)/.exec(page.text)?.slice(1, 3).join(' ');
}

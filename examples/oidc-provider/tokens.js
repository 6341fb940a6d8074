// SPDX-License-Identifier: MIT
// Whenever a code, a refresh token or an access token is about to be used, and what tokens say about organizations.
// oidc-provider has checked the protocol by then (client, PKCE, expiry, reuse) and calls findAccount.
import { api, client, user } from './decide.js';

export class Tokens {
    #decider;

    #directory;

    // Of each grant of oidc-provider, how the user logged in: see steps.js.
    #logins;

    constructor({ decider, directory, logins }) {
        this.#decider = decider;
        this.#directory = directory;
        this.#logins = logins;
    }

    // The account, or a Denied where orgpol refuses what the token is presented for.
    findAccount = async (ctx, id, token) => {
        const person = this.#directory.user(id);
        if (!person) return undefined;
        let claims = {};
        if (token) {
            const login = await this.#logins.find(token.grantId);
            if (!login) return undefined;
            claims = this.#guard(ctx, token, login);
        }
        return { accountId: id, claims: () => ({ sub: id, name: person.name, email: person.email, ...claims }) };
    };

    #guard(ctx, token, login) {
        const endpoint = { type: 'endpoint', id: ctx.path };
        const record = { client_id: token.clientId, organization: login.organization };
        const app = client(ctx.oidc.client?.clientId ?? token.clientId);
        switch (token.kind) {
        case 'AuthorizationCode':
            return this.#redeem(ctx, token, login, app, endpoint, record);
        case 'RefreshToken':
            return this.#refresh(ctx, token, login, app, endpoint, record);
        default:
            this.#decider.require('check_endpoint_request', app, endpoint, {});
            return login.claims;
        }
    }

    // Rows have changed since the login: the organization may be closed, the member gone, a grant smaller.
    #redeem(ctx, token, login, app, endpoint, record) {
        const { claims } = this.#decider.require('check_endpoint_request', app, endpoint, {
            parameters: ctx.oidc.body,
            code: { ...record, redirect_uri: token.redirectUri, code_challenge: token.codeChallenge,
                used: token.consumed !== undefined },
        });
        this.#decider.require('can_login', user(login.user), app,
            { organization: login.organization, connection: login.connection });
        ctx.access = login.access;
        return claims;
    }

    #refresh(ctx, token, login, app, endpoint, record) {
        const { claims } = this.#decider.require('check_endpoint_request', app, endpoint,
            { parameters: ctx.oidc.body, refresh_token: record });
        this.#decider.require('can_login', user(login.user), app,
            { organization: login.organization, protocol: 'refresh_token' });
        const granted = this.#decider.require('check_user_grant', user(login.user), api(login.audience ?? ''), {
            client: login.client, organization: login.organization, scope: ctx.oidc.params.scope ?? token.scope,
            original_scope: token.scope,
        });
        ctx.access = granted.claims;
        ctx.scopes = granted.grant.scopes;
        return claims;
    }

    // Scopes of an API that a token can have: those that orgpol granted just now, else all. An API that is not in the
    // tenant has none; orgpol is the one to refuse it.
    resourceServer = (ctx, identifier) => ({
        scope: (ctx.scopes ?? this.#directory.api(identifier)?.scopes.map((scope) => scope.value) ?? []).join(' '),
        audience: identifier,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
    });

    extraClaims = (ctx, token) => {
        const { sub, ...claims } = ctx.access ?? {};
        return token.aud ? claims : undefined;
    };

    issueRefreshToken = async (ctx, app, code) => (await this.#logins.find(code.grantId))?.refresh === true;

    // What goes with a token that is revoked, or with a code that came twice: the grant, and the consent where orgpol
    // says so.
    revokeGrant = async (ctx) => {
        const login = await this.#logins.find(ctx.oidc.entities.RefreshToken?.grantId);
        if (ctx.oidc.route === 'revocation' && login) {
            const { obligations } = this.#decider.require('check_endpoint_request', client(login.client),
                { type: 'endpoint', id: ctx.path }, { parameters: ctx.oidc.body });
            if (obligations.includes('delete_user_grant')) {
                const { consent } = this.#decider.require('consent_key_for', user(login.user),
                    api(login.audience ?? ''), { client: login.client, organization: login.organization });
                this.#directory.removeConsent(consent.key, login.user);
            }
        }
        return true;
    };
}

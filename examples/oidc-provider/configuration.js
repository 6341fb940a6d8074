// SPDX-License-Identifier: MIT
// oidc-provider as this server runs it: the protocol is its own, what it may do for whom is asked in steps.js and
// tokens.js. What is off is off because nothing here would ask orgpol about it.
import { generateKeyPairSync, randomBytes } from 'node:crypto';

// As long as what a login leads to may be used: grants and refresh tokens.
export const LOGIN_S = 14 * 24 * 3600;

export function configuration({ directory, secrets, steps, tokens, Store, renderError }) {
    return {
        adapter: Store,
        clients: directory.clients.map((row) => metadata(row, secrets)),
        cookies: { keys: [randomBytes(32).toString('base64url')], long: cookie, short: cookie },
        jwks: { keys: [signingKey()] },
        claims: { openid: ['sub', 'org_id', 'org_name'], email: ['email'], profile: ['name'] },
        conformIdTokenClaims: false,
        extraParams: ['audience', 'connection', 'organization'],
        features: {
            claimsParameter: { enabled: false },
            clientCredentials: { enabled: true },
            devInteractions: { enabled: false },
            pushedAuthorizationRequests: { enabled: false },
            resourceIndicators: {
                enabled: true,
                defaultResource: (ctx, client, among) => among?.[0] ?? ctx.oidc.params.audience,
                useGrantedResource: () => true,
                getResourceServerInfo: tokens.resourceServer,
            },
            revocation: { enabled: true },
            rpInitiatedLogout: { enabled: false },
        },
        extraTokenClaims: tokens.extraClaims,
        findAccount: tokens.findAccount,
        interactions: { policy: steps.policy, url: (ctx, interaction) => `/interaction/${interaction.uid}` },
        issueRefreshToken: tokens.issueRefreshToken,
        // Every login writes a grant of its own, so that organizations never share one; see steps.js.
        loadExistingGrant: () => undefined,
        expiresWithSession: () => false,
        pkce: { required: () => false }, // orgpol says who must, in authorize.js
        renderError,
        revokeGrantPolicy: tokens.revokeGrant,
        responseTypes: ['code'],
        rotateRefreshToken: false,
        routes: { authorization: '/authorize', jwks: '/.well-known/jwks.json', revocation: '/oauth/revoke',
            token: '/oauth/token', userinfo: '/userinfo' },
        scopes: ['openid', 'offline_access', 'profile', 'email'],
        ttl: { AccessToken: 3600, AuthorizationCode: 60, ClientCredentials: 600, Grant: LOGIN_S, IdToken: 3600,
            Interaction: 3600, RefreshToken: LOGIN_S, Session: 86400 },
    };
}

const cookie = { httpOnly: true, sameSite: 'lax', signed: true };

function metadata(row, secrets) {
    const code = row.grant_types.includes('authorization_code');
    return {
        client_id: row.client_id,
        client_name: row.name,
        client_secret: row.token_endpoint_auth_method === 'none' ? undefined : secrets[row.client_id],
        token_endpoint_auth_method: row.token_endpoint_auth_method,
        grant_types: row.grant_types,
        response_types: code ? ['code'] : [],
        redirect_uris: row.callbacks ?? [],
    };
}

function signingKey() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'first' };
}

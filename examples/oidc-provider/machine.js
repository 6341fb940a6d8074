// SPDX-License-Identifier: MIT
// Client credentials: oidc-provider has authenticated the client, orgpol says for which API, organization and scopes.
import { api, client } from './decide.js';

export const parameters = ['audience', 'organization', 'resource', 'scope'];

export function clientCredentials({ provider, decider, tokens }) {
    return async function handler(ctx, next) {
        const { oidc } = ctx;
        const app = oidc.client;
        decider.require('check_endpoint_request', client(app.clientId), { type: 'endpoint', id: ctx.path },
            { parameters: oidc.body });
        const answer = decider.require('check_client_grant', client(app.clientId), api(oidc.params.audience ?? ''), {
            organization: oidc.params.organization, resource: oidc.params.resource, scope: oidc.params.scope,
            client_authenticated: true,
        });
        const { audience, scopes } = answer.grant;
        ctx.access = answer.claims;
        const token = new provider.ClientCredentials({ client: app, scope: scopes.join(' ') || undefined });
        token.resourceServer = new provider.ResourceServer(audience, tokens.resourceServer(ctx, audience));
        oidc.entity('ClientCredentials', token);
        ctx.body = { access_token: await token.save(), token_type: token.tokenType, expires_in: token.expiration,
            scope: token.scope };
        await next();
    };
}

// SPDX-License-Identifier: MIT
// Token Vault: a refresh token of this server for an access token of the provider that the user has connected.
// orgpol says whether, which account, and what must be done with the stored tokens.
import { Denied, client } from './decide.js';

export const EXCHANGE = 'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token';

const SENT = ['subject_token_type', 'requested_token_type', 'login_hint', 'audience', 'resource', 'actor_token',
    'scope'];
export const parameters = [...SENT, 'connection', 'subject_token'];

const seconds = () => Math.floor(Date.now() / 1000);

export function exchange({ provider, decider, directory, logins, vault }) {
    // What this server knows about the token that was presented: nothing, unless it is one of its refresh tokens.
    async function verified(value) {
        const token = await provider.RefreshToken.find(value);
        const login = token && await logins.find(token.grantId);
        if (!token?.isValid || !login) return { type: 'refresh_token', valid: false };
        return { type: 'refresh_token', valid: true, sub: token.accountId, azp: token.clientId,
            ...(login.organization && { org_id: login.organization }) };
    }

    return async function handler(ctx, next) {
        const { body: sent, client: app } = ctx.oidc;
        const subject = client(app.clientId);
        const resource = { type: 'connection', id: sent.connection ?? '' };
        const facts = {
            ...Object.fromEntries(SENT.map((name) => [name, sent[name]])),
            now: seconds(),
            client_authentication: { method: app.clientAuthMethod, valid: true },
            subject_token: sent.subject_token && await verified(sent.subject_token),
            source_ip: ctx.req.socket.remoteAddress,
        };
        decider.require('check_endpoint_request', subject, { type: 'endpoint', id: ctx.path },
            { parameters: sent });
        let answer = decider.ask('check_token_exchange', subject, resource, facts);
        if (answer.decision && answer.context.obligations.includes('refresh_provider_token')) {
            const refreshed = await vault.refresh(answer.context.connected_account.id);
            // The provider took its time: the token may have been revoked meanwhile.
            answer = decider.ask('check_token_exchange', subject, resource, { ...facts, ...refreshed, now: seconds(),
                subject_token: await verified(sent.subject_token) });
        }
        if (!answer.decision) throw new Denied(answer);
        const { connected_account: account, obligations, scopes } = answer.context;
        directory.updateAccount(account.user_id, account.id, vault.facts(account.id, obligations));
        ctx.body = {
            access_token: vault.accessToken(account.id),
            issued_token_type: answer.context.issued_token_type,
            token_type: answer.context.token_type,
            expires_in: answer.context.expires_in,
            scope: scopes.join(' '),
        };
        await next();
    };
}

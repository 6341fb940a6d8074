// SPDX-License-Identifier: MIT
// The authorization request as it was sent, byte for byte, to orgpol before oidc-provider reads it: parameters that
// strict applications may not send, repeated ones, PKCE, callbacks.
import { anonymous, client, Denied, malformed } from './decide.js';

export function authorizeGuard({ provider, decider, fail }) {
    return async function guard(ctx, next) {
        if (ctx.path !== '/authorize') {
            await next();
            return;
        }
        if (ctx.method !== 'GET') {
            ctx.set('Allow', 'GET');
            fail(ctx, Object.assign(new Error('Authorization requests are sent with GET.'), { status: 405 }));
            return;
        }
        const sent = new URLSearchParams(ctx.querystring);
        const clientId = sent.get('client_id') ?? '';
        try {
            decider.require('check_authorize_request', anonymous, client(clientId), { query: ctx.querystring });
        } catch (error) {
            if (error instanceof Denied && error.allow_redirect) await redirect(ctx, provider, sent, clientId, error);
            if (ctx.status !== 303) fail(ctx, error);
            return;
        }
        if (sent.has('invitation')) { // which nobody here would ask orgpol about
            fail(ctx, malformed('invitations are not accepted here'));
            return;
        }
        ctx.requestChecked = true;
        await next();
    };
}

// Only to a callback that is registered; in any other response mode than query the page is shown instead.
async function redirect(ctx, provider, sent, clientId, error) {
    const application = await provider.Client.find(clientId);
    const uri = sent.get('redirect_uri') ?? (application?.redirectUris.length === 1 && application.redirectUris[0]);
    if (!uri || !application?.redirectUriAllowed(uri) || (sent.get('response_mode') ?? 'query') !== 'query') return;
    const target = new URL(uri);
    target.searchParams.set('error', error.error);
    target.searchParams.set('error_description', error.error_description);
    if (sent.has('state')) target.searchParams.set('state', sent.get('state'));
    target.searchParams.set('iss', provider.issuer);
    ctx.redirect(target.href);
    ctx.status = 303;
}

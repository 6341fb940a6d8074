// SPDX-License-Identifier: MIT
// The tokens that providers gave for connected accounts, and the way to get new ones. Knows no rule: what is stored,
// refreshed or handed out is an obligation of orgpol's answer.
const LIMIT_MS = 5000;

export class Vault {
    #endpoint;

    #credentials;

    #tokens = new Map();

    // refreshTokens: id of the connected account -> refresh token of the provider.
    constructor({ endpoint, credentials, refreshTokens }) {
        this.#endpoint = endpoint;
        this.#credentials = credentials;
        for (const [id, token] of Object.entries(refreshTokens)) this.#tokens.set(id, { refreshToken: token });
    }

    // In the words of orgpol's question: did it work, until when, with which scopes.
    async refresh(id) {
        const stored = this.#tokens.get(id);
        const failed = { provider_refresh: { ok: false } };
        if (!stored) return failed;
        const response = await fetch(this.#endpoint, {
            method: 'POST',
            signal: AbortSignal.timeout(LIMIT_MS),
            body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: stored.refreshToken,
                ...this.#credentials }),
        }).catch(() => undefined);
        if (!response?.ok) return failed;
        const body = await response.json().catch(() => ({}));
        if (typeof body.access_token !== 'string' || !Number.isSafeInteger(body.expires_in)) return failed;
        // Stored when orgpol says so: see facts.
        stored.fresh = { accessToken: body.access_token, expiresAt: Math.floor(Date.now() / 1000) + body.expires_in,
            ...(body.refresh_token && { refreshToken: body.refresh_token }) };
        return { provider_refresh: { ok: true, expires_at: stored.fresh.expiresAt }, provider_scope: body.scope };
    }

    accessToken(id) {
        return this.#tokens.get(id).accessToken;
    }

    // Does what the obligations say to the tokens, and gives the facts of the account that this changes.
    facts(id, obligations) {
        const stored = this.#tokens.get(id);
        if (obligations.includes('store_tokens')) Object.assign(stored, stored.fresh);
        return {
            ...(obligations.includes('store_tokens') && { access_token_expires_at: stored.expiresAt }),
            ...(obligations.includes('touch_last_used') && { last_used_at: Math.floor(Date.now() / 1000) }),
        };
    }
}

// SPDX-License-Identifier: MIT
// The only door to orgpol: a question in, and either its answer or a Denied with all that orgpol says about it.
import { errors } from 'oidc-provider';
import orgpol from 'orgpol';

// Thrown into oidc-provider, which sends it where `allow_redirect` and the response mode say.
export class Denied extends errors.CustomOIDCProviderError {
    constructor(answer) {
        const { context } = answer;
        super(context.error ?? 'access_denied', context.error_description ?? context.reason);
        this.answer = context;
        this.status = context.http_status;
        this.statusCode = context.http_status;
        this.expose = true;
        this.allow_redirect = !context.obligations.includes('show_error_page');
    }
}

// What this server does when orgpol says so, by action. A yes with any other obligation is not acted upon.
const MET = {
    can_login: ['add_member'],
    check_client_grant: ['add_jti'],
    check_consent: ['show_consent', 'store_consent', 'show_confirmation', 'add_jti'],
    check_endpoint_request: ['delete_user_grant'],
    check_token_exchange: ['refresh_provider_token', 'store_tokens', 'touch_last_used'],
    check_user_grant: ['add_jti'],
    consent_key_for: [],
    resolve_org_prompt_mode: ['authenticate', 'show_organization_prompt', 'add_member'],
};

export class Decider {
    #directory;

    constructor(directory) {
        this.#directory = directory;
    }

    // A question that is malformed, as only malformed parameters make it, is an error and has no answer.
    ask(action, subject, resource, context) {
        let answer;
        try {
            answer = this.#directory.evaluate({
                subject, action: { name: action }, resource, context: withoutAbsent(context),
            });
        } catch (error) {
            if (!(error instanceof orgpol.RequestError)) throw error;
            throw malformed(error.message);
        }
        if (answer.decision !== true && answer.decision !== false) throw new Error(`${action}: no decision`);
        const unmet = answer.decision && answer.context.obligations.find((word) => !MET[action]?.includes(word));
        if (unmet) throw malformed(`${action}: this server cannot ${unmet}`);
        return answer;
    }

    // As ask, for callers that only go on with a yes.
    require(action, subject, resource, context) {
        const answer = this.ask(action, subject, resource, context);
        if (!answer.decision) throw new Denied(answer);
        return answer.context;
    }

    // Does an error that orgpol did not find itself stay on a page? The answer to a request that every client is
    // denied, since it has no response_type, says where the errors of this client go.
    errorStaysHere(clientId, redirectUri) {
        const parameters = redirectUri ? { redirect_uri: redirectUri } : {};
        const answer = this.ask('check_authorize_request', anonymous, client(clientId), { parameters });
        return answer.decision || answer.context.obligations.includes('show_error_page');
    }
}

// An error that stays on a page.
export function malformed(description) {
    return Object.assign(new errors.InvalidRequest(description), { allow_redirect: false });
}

export const anonymous = { type: 'anonymous', id: '-' };
export const user = (id) => ({ type: 'user', id });
export const client = (id) => ({ type: 'client', id });
export const api = (id) => ({ type: 'resource_server', id });

function withoutAbsent(context) {
    return Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined && value !== null));
}

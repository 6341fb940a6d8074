// SPDX-License-Identifier: MIT
// What comes next in a login. oidc-provider asks on every request to /authorize and again whenever a page was
// answered; this file carries the facts to orgpol and turns the answer into a page, an error or the end. What was typed
// or chosen stands in the interaction's result on the server, never in a form.
import { errors, interactionPolicy } from 'oidc-provider';
import { LOGIN_S } from './configuration.js';
import { anonymous, api, client, Denied, malformed, user } from './decide.js';

const { Check, Prompt } = interactionPolicy;

export class Steps {
    #decider;

    #directory;

    #accounts;

    #logins;

    constructor({ decider, directory, accounts, logins }) {
        this.#decider = decider;
        this.#directory = directory;
        this.#accounts = accounts;
        this.#logins = logins;
    }

    // One prompt, whose page orgpol decides. The others are there for their names: words that `prompt` may have.
    get policy() {
        const step = new Check('step', 'a page is needed', async (ctx) => {
            ctx.step = await this.#next(ctx);
            return ctx.step !== undefined;
        }, (ctx) => ctx.step);
        const words = ['login', 'consent', 'select_account'].map((name) => {
            const prompt = new Prompt({ name, requestable: true });
            prompt.checks.clear();
            return prompt;
        });
        return [new Prompt({ name: 'step' }, step), ...words];
    }

    // The page that comes next: {page, ...}, or nothing once the grant is written.
    async #next(ctx) {
        const { oidc } = ctx;
        if (!oidc.entities.Interaction && !ctx.requestChecked) throw malformed('the path is not that of the endpoint');
        // As sent: oidc-provider leaves offline_access out where OpenID Connect wants prompt=consent with it.
        const scope = oidc.entities.Interaction?.prompt.details.scope ?? ctx.query.scope ?? '';
        // Whom id_token_hint names: oidc-provider reads it on the first request only.
        const hinted = oidc.entities.Interaction?.prompt.details.hinted ?? oidc.entities.IdTokenHint?.payload.sub;
        const said = oidc.result ?? {};
        const who = this.#who(oidc, said, hinted);
        const app = client(oidc.client.clientId);

        const resolved = this.#resolve(oidc, said, who, app);
        if (resolved.page) return { ...resolved, scope, hinted };

        const { organization } = resolved;
        const login = this.#login(oidc, who, app, organization);
        const consent = this.#consent(oidc, scope, said, who, organization);
        if (consent.page) return { ...consent, organization, scope, hinted };
        await this.#finish(oidc, scope, who, organization, login, consent);
        return undefined;
    }

    // The person: just logged in, remembered by a session, or not known yet.
    #who(oidc, said, hinted) {
        const accountId = oidc.session.accountId;
        if (!accountId || !this.#accounts.has(accountId)) return { subject: anonymous };
        const connection = this.#accounts.connection(accountId);
        const subject = user(accountId);
        const other = hinted !== undefined && hinted !== accountId;
        if (said.login?.accountId === accountId) {
            if (other) throw new errors.LoginRequired('somebody else than id_token_hint names has logged in');
            return { subject, connection };
        }
        const tooOld = oidc.params.max_age !== undefined && oidc.session.past(oidc.params.max_age);
        if (tooOld || other) return { subject: anonymous };
        return { subject, session: { connection } };
    }

    // Which organization, and is a page or a login needed to find out?
    #resolve(oidc, said, who, app) {
        const { params } = oidc;
        const answer = this.#decider.ask('resolve_org_prompt_mode', who.subject, app, resolveFacts(params, said, who));
        const { obligations, prompt, error_description: error } = answer.context;
        if (obligations.includes('show_prompt_error')) {
            return { page: 'organization', methods: prompt.methods, typed: said.identifier, error };
        }
        this.#keepMembership(answer.context, who, prompt?.auto_membership ?? prompt?.organization);
        if (!answer.decision) throw new Denied(answer);
        if (obligations.includes('show_organization_prompt')) {
            const { mode, candidates, methods, personal_account: personal } = prompt;
            return mode === 'organization_prompt'
                ? { page: 'organization', methods, personal }
                : { page: 'picker', candidates, personal };
        }
        if (obligations.includes('authenticate')) {
            return { page: 'login', connection: prompt.connection, organization: prompt.organization,
                hint: params.login_hint ?? said.identifier };
        }
        return { organization: prompt.organization };
    }

    // Over which connection does somebody with this e-mail address log in here? Null: over any; undefined: none.
    connectionFor(interaction, email) {
        const { params, lastSubmission: said } = interaction;
        const answer = this.#decider.ask('resolve_org_prompt_mode', anonymous, client(params.client_id),
            resolveFacts(params, { ...said, identifier: said?.identifier ?? email }, {}));
        return answer.decision ? answer.context.prompt.connection : undefined;
    }

    #login(oidc, who, app, organization) {
        const answer = this.#decider.ask('can_login', who.subject, app, {
            organization,
            connection: who.connection ?? who.session?.connection,
            response_mode: oidc.params.response_mode,
        });
        this.#keepMembership(answer.context, who, organization);
        if (!answer.decision) throw new Denied(answer);
        return answer.context;
    }

    #keepMembership({ obligations }, who, organization) {
        if (obligations.includes('add_member')) this.#directory.addMember(organization, who.subject.id);
    }

    #consent(oidc, scope, said, who, organization) {
        const { params, client: { clientId } } = oidc;
        const target = api(params.audience ?? '');
        const context = {
            client: clientId,
            organization,
            scope,
            resource: typeof params.resource === 'string' ? params.resource : undefined,
            response_mode: params.response_mode,
        };
        const granted = this.#decider.require('check_user_grant', who.subject, target, context);
        // oidc-provider makes `resource` the audience of tokens: it may only name what orgpol has granted.
        if (params.resource !== undefined && params.resource !== granted.grant.audience) {
            throw malformed('resource is not the API that was granted');
        }
        const more = { ...context, prompt: params.prompt, session: who.session, redirect_uri: params.redirect_uri,
            screen_shown: said.seen === true };
        let answer = this.#decider.require('check_consent', who.subject, target, more);
        if (answer.obligations.includes('show_consent')) {
            const { key, scopes } = answer.consent;
            // An answer counts for the key it was given for: another organization, application or API has another.
            // And for the scopes that the page showed.
            if (said.consent?.key !== key || said.consent.scopes?.join(' ') !== scopes.join(' ')) {
                return { page: 'consent', key, scopes, audience: answer.grant.audience };
            }
            answer = this.#decider.require('check_consent', who.subject, target,
                { ...more, approved: said.consent.approved });
            if (answer.obligations.includes('store_consent')) {
                this.#directory.storeConsent(key, who.subject.id, { client: clientId, audience: answer.grant.audience,
                    organization, scope: answer.consent.store_scopes });
            }
        }
        if (answer.obligations.includes('show_confirmation')) return { page: 'confirm' };
        return { granted, scopes: answer.consent.scopes, audience: answer.grant.audience };
    }

    // Everything is decided: one grant of oidc-provider for this login, and what its tokens will say.
    async #finish(oidc, scope, who, organization, login, { granted, scopes, audience }) {
        const { grant, session, client: { clientId } } = oidc;
        if (granted.token.id_token) grant.addOIDCScope([...oidc.requestParamOIDCScopes]);
        if (audience && scopes.length) grant.addResourceScope(audience, scopes.join(' '));
        const id = await grant.save();
        session.ensureClientContainer(clientId);
        session.grantIdFor(clientId, id);
        await this.#logins.upsert(id, {
            grantId: id, user: who.subject.id, client: clientId, organization, audience, scope,
            connection: who.connection ?? who.session.connection, claims: login.claims, access: granted.claims,
            refresh: granted.token.refresh_token,
        }, LOGIN_S);
    }
}

function resolveFacts(params, said, who) {
    return {
        organization: params.organization,
        identifier: said.identifier,
        choice: said.choice,
        connection: who.connection ?? params.connection,
        prompt: params.prompt,
        session: who.session,
        response_mode: params.response_mode,
    };
}

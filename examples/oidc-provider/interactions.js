// SPDX-License-Identifier: MIT
// The pages of a login: shows the page that steps.js decided, and writes down what was answered. Nothing is decided
// here; every answer goes back to steps.js.
import { malformed } from './decide.js';
import { querystringOf } from './form.js';
import { consentPage, confirmPage } from './pages/consent.js';
import { loginPage } from './pages/login.js';
import { organizationPage } from './pages/organization.js';
import { pickerPage } from './pages/picker.js';

const PATH = /^\/interaction\/([\w-]+)$/;
const PAGES = { login: loginPage, organization: organizationPage, picker: pickerPage, consent: consentPage,
    confirm: confirmPage };

export function interactions({ provider, directory, accounts, steps, show, fail }) {
    // What was answered on a page, or undefined where it must be asked again.
    const answers = {
        organization: (form) => (form.choice ? { choice: form.choice, identifier: undefined }
            : { identifier: form.identifier?.trim() || undefined, choice: undefined }),
        picker: (form) => ({ choice: form.choice }),
        consent: (form, step) => (['allow', 'deny'].includes(form.answer)
            ? { consent: { approved: form.answer === 'allow', key: step.key, scopes: step.scopes } } : undefined),
        confirm: () => ({}),
        login(form, step, interaction) {
            const through = steps.connectionFor(interaction, form.email);
            if (through === undefined) return undefined;
            const accountId = accounts.verify(form.email, form.password, (connection) => through === null ||
                directory.connectionIs(connection, through));
            return accountId && { login: { accountId, ts: Math.floor(Date.now() / 1000) } };
        },
    };

    // Somebody else logs in: the session of whoever was there ends.
    async function leave(details, accountId) {
        if (!details.session || details.session.accountId === accountId) return;
        await (await provider.Session.findByUid(details.session.uid))?.destroy();
        delete details.session;
        await details.persist();
    }

    return async function interaction(ctx, next) {
        const [, uid] = PATH.exec(ctx.path) ?? [];
        if (uid === undefined || !['GET', 'POST'].includes(ctx.method)) {
            await next();
            return;
        }
        try {
            const details = await provider.interactionDetails(ctx.req, ctx.res);
            if (details.uid !== uid) throw malformed('the cookie is that of another login');
            const step = details.prompt.details;
            const application = await provider.Client.find(details.params.client_id);
            const page = (more) => show(ctx, PAGES[step.page]({ ...step, ...more, application, directory,
                user: details.session && directory.user(details.session.accountId) }), details.params.redirect_uri);
            if (ctx.method === 'GET') {
                page({});
                return;
            }
            // Another site's form, should it ever come with the cookie.
            if (![provider.issuer, ''].includes(ctx.get('Origin'))) throw malformed('the form is from elsewhere');
            const form = await querystringOf(ctx.req);
            const answer = answers[step.page](form, step, details);
            if (answer === undefined || answer === null) {
                ctx.status = 400;
                page({ failed: true, hint: form.email });
                return;
            }
            if (answer.login) await leave(details, answer.login.accountId);
            ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { seen: true, ...answer }));
            ctx.status = 303;
        } catch (error) {
            fail(ctx, error);
        }
    };
}

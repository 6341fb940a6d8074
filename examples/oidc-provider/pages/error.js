// SPDX-License-Identifier: MIT
// An error that stays here: what happened, and for administrators the reason and what would change it.
// application, organization: their names, where the request says them.
import { html } from './html.js';
import { sentence } from './layout.js';

export function errorPage({ error, application, organization }) {
    const { answer } = error;
    // What a library or this server throws at itself is nobody's business but the log's.
    const text = answer?.error_description ?? error.error_description ??
        (error.status < 500 ? error.message : undefined) ?? 'Something went wrong here.';
    return {
        title: 'You cannot continue',
        body: html`
<h1>You cannot continue</h1>
${application && html`<p class="lead"><strong>${application}</strong> cannot sign you in${organization &&
            html` to <strong>${organization}</strong>`}.</p>`}
<p class="alert">${sentence(text)}</p>
${answer ? administrators(answer) : error.error && html`<p class="note">Error: <code>${error.error}</code></p>`}
<p class="note">Go back to the application, or ask an administrator of your organization.</p>`,
    };
}

function administrators({ error, reason, rule, remedy, unmet }) {
    const others = unmet.filter((name) => name !== reason);
    return html`
<section class="administrators" aria-labelledby="administrators">
<h2 id="administrators">For administrators</h2>
<dl>
<dt>Error</dt><dd><code>${error}</code></dd>
<dt>Reason</dt><dd><code>${reason}</code> ${rule}</dd>
${remedy && html`<dt>Remedy</dt><dd>${remedy}</dd>`}
${others.length > 0 && html`<dt>Also</dt><dd>${others.map((name) => html`<code>${name}</code> `)}</dd>`}
</dl>
</section>`;
}

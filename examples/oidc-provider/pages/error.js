// SPDX-License-Identifier: MIT
// An error that stays here: what happened, and for administrators the reason and what would change it.
import { html } from './html.js';

export function errorPage({ error }) {
    const { answer } = error;
    const code = answer?.error ?? error.error ?? 'error';
    // What a library or this server throws at itself is nobody's business but the log's.
    const text = answer?.error_description ?? error.error_description ??
        (error.status < 500 ? error.message : undefined) ?? 'Something went wrong here.';
    return {
        title: 'You cannot continue',
        body: html`
<h1>You cannot continue</h1>
<p class="lead">${sentence(text)}</p>
<p><code>${code}</code></p>
${answer && administrators(answer)}
<p class="note">Go back to the application, or ask an administrator of your organization.</p>`,
    };
}

function administrators({ reason, rule, remedy, unmet }) {
    const others = unmet.filter((name) => name !== reason);
    return html`
<section class="administrators" aria-labelledby="administrators">
<h2 id="administrators">For administrators</h2>
<dl>
<dt>Reason</dt><dd><code>${reason}</code> ${rule}</dd>
${remedy && html`<dt>Remedy</dt><dd>${remedy}</dd>`}
${others.length > 0 && html`<dt>Also</dt><dd>${others.map((name) => html`<code>${name}</code> `)}</dd>`}
</dl>
</section>`;
}

function sentence(text) {
    const first = text[0].toUpperCase() + text.slice(1);
    return /[.!?]$/.test(first) ? first : `${first}.`;
}

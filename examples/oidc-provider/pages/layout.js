// SPDX-License-Identifier: MIT
import { html } from './html.js';

// page: {title, body}. redirectUri: where the login ends; browsers count that as a target of the form.
export function send(ctx, page, redirectUri) {
    const target = redirectUri ? ` ${formTarget(redirectUri)}` : '';
    ctx.type = 'html';
    ctx.set({
        'Cache-Control': 'no-store',
        'Content-Security-Policy': "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; " +
            `form-action 'self'${target}`,
        'Referrer-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
    });
    ctx.body = String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · Outfitters</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header><span class="mark" aria-hidden="true"></span>Outfitters</header>
<main>
${page.body}
</main>
</body>
</html>
`);
}

function formTarget(uri) {
    const { origin, protocol } = new URL(uri);
    return origin === 'null' ? protocol : origin;
}

// A letter or two for an organization.
export function badge(name) {
    const letters = name.split(/\s+/).slice(0, 2).map((word) => word[0]).join('').toUpperCase();
    return html`<span class="badge" aria-hidden="true">${letters}</span>`;
}

export function alert(text) {
    return html`<p class="alert" role="alert">${sentence(text)}</p>`;
}

export function sentence(text) {
    return /[.!?]$/.test(text) ? capital(text) : `${capital(text)}.`;
}

export function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

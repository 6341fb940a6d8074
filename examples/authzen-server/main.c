/* SPDX-License-Identifier: MIT */
/* The AuthZEN server: starts, waits for signals, ends. */
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EXIT_UNUSABLE = 2 };

/* How often slow clients are looked for, and, at the end, whether all requests are answered. */
enum { TICK_MS = 250, LAST_TICK_MS = 10 };

/* Descriptors besides connections: standard ones, the socket, and those of libmicrohttpd's threads. */
enum { SPARE_DESCRIPTORS = 16, DESCRIPTORS_PER_THREAD = 4 };

/* All threads inherit that these are blocked; the main thread takes them one by one. */
static void block_signals(sigset_t *signals)
{
    struct sigaction ignored = {.sa_handler = SIG_IGN};

    sigemptyset(signals);
    sigaddset(signals, SIGHUP);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, signals, NULL);
    sigaction(SIGPIPE, &ignored, NULL);
}

/* The next signal, or -1 when none came in time. */
static int next_signal(const sigset_t *signals, long ms)
{
    const struct timespec wait = {0, ms * 1000000};

    return sigtimedwait(signals, NULL, &wait);
}

static bool enough_descriptors(const struct settings *settings)
{
    const rlim_t needed =
        settings->max_connections + SPARE_DESCRIPTORS + DESCRIPTORS_PER_THREAD * settings->threads;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed)
        return true;
    limit.rlim_cur = needed;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return true;
    complain("--max-connections %zu needs %ju file descriptors, more than may be had",
             settings->max_connections, (uintmax_t)needed);
    return false;
}

/*
 * libmicrohttpd says nothing about requests: its messages hold parts of them. It polls, because with epoll
 * MHD_quiesce_daemon and a thread that takes the socket out of its set at the same time end in abort()
 * (0.9.75).
 */
static struct MHD_Daemon *start(struct server *server, int fd)
{
    const struct settings *settings = server->settings;
    const struct MHD_OptionItem pool[] = {
        {settings->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)settings->threads,
         NULL},
        {MHD_OPTION_END, 0, NULL}};

    return MHD_start_daemon(
        MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, http_handle, server, MHD_OPTION_ARRAY,
        pool, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)settings->max_connections,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, http_keep_escapes, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, http_begin, server, MHD_OPTION_NOTIFY_COMPLETED, http_completed, server,
        MHD_OPTION_NOTIFY_CONNECTION, connections_notify, &server->connections, MHD_OPTION_END);
}

/* Until a signal asks for the end. */
static void serve(struct server *server, const sigset_t *signals)
{
    for (;;) {
        const int signal = next_signal(signals, TICK_MS);

        if (signal == SIGTERM || signal == SIGINT)
            return;
        if (signal == SIGHUP && tenants_load(&server->tenants, server->settings->tenant))
            complain("%s: loaded again", server->settings->tenant);
        else if (signal == SIGHUP)
            complain("the tenant stays as it was");
        connections_cut_slow(&server->connections);
    }
}

/* No new connections; those between requests end; the others are waited for, unless the end is asked for
 * again. */
static void finish(struct server *server, struct MHD_Daemon *daemon, const sigset_t *signals)
{
    const MHD_socket fd = MHD_quiesce_daemon(daemon);
    int signal = -1;

    atomic_store(&server->stopping, true);
    /* This ends listening. Closing waits for libmicrohttpd's threads, which may be about to use the number.
     */
    shutdown(fd, SHUT_RDWR);
    while (connections_cut_idle(&server->connections) > 0 && signal != SIGTERM && signal != SIGINT) {
        connections_cut_slow(&server->connections);
        signal = next_signal(signals, LAST_TICK_MS);
    }
    MHD_stop_daemon(daemon);
    close(fd);
}

static int run(struct server *server, const sigset_t *signals)
{
    char url[96];
    const int fd = listen_at(server->settings->listen, url, sizeof url);
    struct MHD_Daemon *daemon;

    if (fd == -1)
        return EXIT_UNUSABLE;
    if (!metadata_init(server, url)) {
        close(fd);
        return EXIT_UNUSABLE;
    }
    daemon = start(server, fd);
    if (daemon == NULL) {
        complain("the HTTP server cannot be started");
        close(fd);
        return EXIT_UNUSABLE;
    }
    if (printf("listening on %s\n", url) < 0 || fflush(stdout) != 0) {
        complain("cannot write to standard output");
        MHD_stop_daemon(daemon);
        return EXIT_UNUSABLE;
    }
    serve(server, signals);
    finish(server, daemon, signals);
    return EXIT_SUCCESS;
}

int main(int count, char **arguments)
{
    struct settings settings;
    struct server server = {.settings = &settings, .base_path = ORGPOL_STR("")};
    sigset_t signals;
    int status;

    if (!read_settings(arguments + (count > 0), &settings, &status))
        return status;
    block_signals(&signals);
    if (!enough_descriptors(&settings))
        return EXIT_UNUSABLE;
    tenants_init(&server.tenants);
    status = EXIT_UNUSABLE;
    if (!tenants_load(&server.tenants, settings.tenant)) {
        tenants_free(&server.tenants);
        return status;
    }
    if (connections_init(&server.connections, &settings))
        status = run(&server, &signals);
    else
        complain("out of memory");
    connections_free(&server.connections);
    tenants_free(&server.tenants);
    free(server.metadata);
    return status;
}

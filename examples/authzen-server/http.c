/* SPDX-License-Identifier: MIT */
/* The frame: which requests are taken, and how they are answered. */
#include "server.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Longest X-Request-ID that is echoed. */
enum { REQUEST_ID_MAX = 256 };

static const char well_known[] = "/.well-known/authzen-configuration";

/* What is served: questions by POST, and, where there is no question, the metadata by GET. */
struct endpoint {
    const char *path;
    ask *question;
};
static const struct endpoint endpoints[] = {
    {"/access/v1/evaluation", ask_evaluation},         {"/access/v1/evaluations", orgpol_authzen_evaluations},
    {"/access/v1/search/subject", ask_search_subject}, {"/access/v1/search/resource", ask_search_resource},
    {"/access/v1/search/action", ask_search_action},
};
static const struct endpoint metadata = {well_known, NULL};

struct request {
    const struct endpoint *endpoint;
    const char *id;   /* to be echoed; NULL: none */
    unsigned refused; /* HTTP status; 0: not refused */
    const char *why;
    bool last; /* of its connection */
    char *body;
    size_t length;
    size_t size;
};

/* A header field: its last value, and how often it was sent. */
struct header {
    const char *name;
    const char *value;
    size_t length;
    unsigned count;
};
enum { REQUEST_ID, CONTENT_TYPE, CONTENT_LENGTH, TRANSFER_ENCODING, HOST, BLANK_NAME, HEADERS };

/* libmicrohttpd keeps a blank before the colon as part of the name. */
static bool ends_in_blank(const char *name, size_t length)
{
    return length > 0 && (name[length - 1] == ' ' || name[length - 1] == '\t');
}

static enum MHD_Result note_header(void *closure, enum MHD_ValueKind kind, const char *name,
                                   size_t name_length, const char *value, size_t length)
{
    struct header *headers = closure;

    (void)kind;
    headers[BLANK_NAME].count += ends_in_blank(name, name_length);
    for (size_t i = 0; i < HEADERS; i++)
        if (name_length == strlen(headers[i].name) && strncasecmp(name, headers[i].name, name_length) == 0) {
            headers[i].value = value ? value : "";
            headers[i].length = value ? length : 0;
            headers[i].count++;
        }
    return MHD_YES;
}

/* Printable ASCII that fits. Anything else could not be sent back as it came, or not safely be logged. */
static bool is_request_id(const struct header *id)
{
    for (size_t i = 0; i < id->length; i++)
        if (id->value[i] < 0x20 || id->value[i] > 0x7E)
            return false;
    return id->count == 1 && id->length <= REQUEST_ID_MAX;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* `word` in any case, at the start of `text`; what follows it, or NULL. */
static const char *skip_word(const char *text, const char *word)
{
    return text && strncasecmp(text, word, strlen(word)) == 0 ? text + strlen(word) : NULL;
}

/* application/json, alone or with charset=utf-8. */
static bool is_json(const struct header *type)
{
    const char *rest;

    if (type->count != 1 || strlen(type->value) != type->length)
        return false;
    rest = skip_word(skip_blanks(type->value), "application/json");
    if (rest == NULL || *(rest = skip_blanks(rest)) == '\0')
        return rest != NULL;
    if (*rest != ';')
        return false;
    rest = skip_word(skip_blanks(rest + 1), "charset=");
    if (rest && *rest == '"')
        rest = skip_word(rest, "\"utf-8\"");
    else
        rest = skip_word(rest, "utf-8");
    return rest && *skip_blanks(rest) == '\0';
}

/* The path of a target that is a whole URL, as proxies are sent; any other target as it is. */
static const char *path_of(const char *target)
{
    const char *host = skip_word(target, "http://");
    const char *path;

    if (host == NULL)
        host = skip_word(target, "https://");
    path = host ? strchr(host, '/') : NULL;
    return path && path > host ? path : target;
}

/* `word` at the start of `text`; what follows it, or NULL. */
static const char *skip_exactly(const char *text, const char *word, size_t length)
{
    return text && strncmp(text, word, length) == 0 ? text + length : NULL;
}

/* The endpoint of a path: below the base URL's own, which for metadata stands behind the well-known one. */
static const struct endpoint *find_endpoint(const struct server *server, const char *path)
{
    const struct orgpol_str base = server->base_path;
    const char *rest = skip_exactly(path, well_known, sizeof well_known - 1);

    if (server->metadata && (rest = skip_exactly(rest, base.ptr, base.len)) && *rest == '\0')
        return &metadata;
    path = skip_exactly(path, base.ptr, base.len);
    for (size_t i = 0; path && i < sizeof endpoints / sizeof *endpoints; i++)
        if (strcmp(path, endpoints[i].path) == 0)
            return &endpoints[i];
    return NULL;
}

static bool takes_method(const struct endpoint *endpoint, const char *method)
{
    if (endpoint->question)
        return strcmp(method, MHD_HTTP_METHOD_POST) == 0;
    return strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
}

static void refuse(struct request *request, unsigned status, const char *why)
{
    if (request->refused == 0) {
        request->refused = status;
        request->why = why;
    }
    free(request->body);
    request->body = NULL;
}

static bool is_chunked(const struct header *encoding)
{
    return encoding->length == strlen("chunked") &&
           strncasecmp(encoding->value, "chunked", encoding->length) == 0;
}

/* Refuses what leaves uncertain where the body ends, or that it is for this server, and bodies too large. */
static void judge_frame(const struct server *server, struct request *request, const struct header *headers)
{
    const struct header *length = &headers[CONTENT_LENGTH];
    const struct header *encoding = &headers[TRANSFER_ENCODING];

    if (headers[BLANK_NAME].count > 0)
        refuse(request, MHD_HTTP_BAD_REQUEST, "a blank between a header's name and the colon");
    else if (headers[HOST].count > 1)
        refuse(request, MHD_HTTP_BAD_REQUEST, "more than one Host");
    else if (length->count + encoding->count > 1)
        refuse(request, MHD_HTTP_BAD_REQUEST, "more than one Content-Length or Transfer-Encoding");
    else if (encoding->count > 0 && !is_chunked(encoding))
        refuse(request, MHD_HTTP_NOT_IMPLEMENTED, "Transfer-Encoding: expected chunked");
    else if (length->count > 0 && strtoull(length->value, NULL, 10) > server->settings->max_body)
        refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "the body is larger than this server takes");
}

/*
 * Judges the header. True when the answer must not wait for the body, and the connection end with it: the
 * body is too large, or where it ends is not certain.
 */
static bool judge(const struct server *server, struct request *request, struct MHD_Connection *connection,
                  const char *target, const char *method)
{
    struct header headers[HEADERS] = {[REQUEST_ID] = {.name = "X-Request-ID"},
                                      [CONTENT_TYPE] = {.name = "Content-Type"},
                                      [CONTENT_LENGTH] = {.name = "Content-Length"},
                                      [TRANSFER_ENCODING] = {.name = "Transfer-Encoding"},
                                      [HOST] = {.name = "Host"},
                                      [BLANK_NAME] = {.name = ""}};

    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, note_header, headers);
    if (is_request_id(&headers[REQUEST_ID]) && headers[REQUEST_ID].length > 0)
        request->id = headers[REQUEST_ID].value;
    request->endpoint = find_endpoint(server, path_of(target));
    judge_frame(server, request, headers);
    if (request->refused) {
        request->last = true;
        return true;
    }
    if (request->endpoint == NULL)
        refuse(request, MHD_HTTP_NOT_FOUND, "no such endpoint");
    else if (!takes_method(request->endpoint, method))
        refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "method not allowed");
    else if (headers[REQUEST_ID].count > 0 && !is_request_id(&headers[REQUEST_ID]))
        refuse(request, MHD_HTTP_BAD_REQUEST,
               "X-Request-ID: expected one, of at most 256 printable ASCII characters");
    else if (request->endpoint->question && !is_json(&headers[CONTENT_TYPE]))
        refuse(request, MHD_HTTP_BAD_REQUEST, "Content-Type: expected application/json, in UTF-8");
    return false;
}

/* Keeps a piece of the body; of a refused request none. */
static void keep(const struct server *server, struct request *request, const char *data, size_t length)
{
    const size_t most = server->settings->max_body;

    if (request->refused)
        return;
    if (length > most - request->length) {
        refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "the body is larger than this server takes");
        return;
    }
    if (length > request->size - request->length) {
        size_t size = request->size < most / 2 ? 2 * request->size : most;
        char *grown;

        if (size < request->length + length)
            size = request->length + length;
        grown = realloc(request->body, size);
        if (grown == NULL) {
            refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "out of memory");
            return;
        }
        request->body = grown;
        request->size = size;
    }
    memcpy(request->body + request->length, data, length);
    request->length += length;
}

/* Decisions are those of the tenant that is loaded now; the metadata stays until the server ends. */
static bool add_headers(const struct server *server, const struct request *request, unsigned status,
                        struct MHD_Response *response)
{
    const bool question = request->endpoint && request->endpoint->question;
    const char *allow = question ? "POST" : "GET, HEAD";
    const char *cached = status == MHD_HTTP_OK && !question ? "max-age=300" : "no-store";
    const bool last = request->last || atomic_load(&server->stopping);

    return MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json") &&
           MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, cached) &&
           (request->id == NULL || MHD_add_response_header(response, "X-Request-ID", request->id)) &&
           (request->refused != MHD_HTTP_METHOD_NOT_ALLOWED ||
            MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, allow)) &&
           (!last || MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close"));
}

/* MHD_NO, which ends the connection without an answer, when memory does not suffice for one. */
static enum MHD_Result respond(const struct server *server, const struct request *request,
                               struct MHD_Connection *connection, struct reply *reply)
{
    static char out_of_memory[] = "\"out of memory\"";
    struct MHD_Response *response;
    enum MHD_Result result = MHD_NO;

    if (reply->text) {
        response = MHD_create_response_from_buffer(reply->length, reply->text, MHD_RESPMEM_MUST_FREE);
        if (response == NULL)
            free(reply->text);
    } else {
        reply->status = MHD_HTTP_INTERNAL_SERVER_ERROR;
        response =
            MHD_create_response_from_buffer(sizeof out_of_memory - 1, out_of_memory, MHD_RESPMEM_PERSISTENT);
    }
    if (response == NULL)
        return MHD_NO;
    if (add_headers(server, request, reply->status, response))
        result = MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer(struct server *server, const struct request *request,
                              struct MHD_Connection *connection)
{
    struct reply reply = {0};
    enum MHD_Result result;

    connections_stage(&server->connections, connection, STAGE_ANSWERING);
    if (request->refused)
        reply_error(&reply, request->refused, "%s", request->why);
    else if (request->endpoint->question)
        reply_ask(&reply, server, request->endpoint->question, request->body ? request->body : "",
                  request->length);
    else
        reply = (struct reply){MHD_HTTP_OK, strdup(server->metadata), server->metadata_length};
    result = respond(server, request, connection, &reply);
    connections_stage(&server->connections, connection, STAGE_ANSWERED);
    return result;
}

void *http_begin(void *closure, const char *target, struct MHD_Connection *connection)
{
    struct server *server = closure;

    (void)target;
    connections_stage(&server->connections, connection, STAGE_BEGUN);
    return NULL;
}

enum MHD_Result http_handle(void *closure, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *data, size_t *length,
                            void **context)
{
    struct server *server = closure;
    struct request *request = *context;

    (void)version;
    if (request == NULL) {
        request = calloc(1, sizeof *request);
        if (request == NULL || !connections_stage(&server->connections, connection, STAGE_BEGUN)) {
            free(request);
            return MHD_NO;
        }
        *context = request;
        return judge(server, request, connection, url, method) ? answer(server, request, connection)
                                                               : MHD_YES;
    }
    if (*length > 0) {
        keep(server, request, data, *length);
        *length = 0;
        return MHD_YES;
    }
    return answer(server, request, connection);
}

void http_completed(void *closure, struct MHD_Connection *connection, void **context,
                    enum MHD_RequestTerminationCode code)
{
    struct server *server = closure;
    struct request *request = *context;

    (void)code;
    if (request == NULL)
        return;
    free(request->body);
    free(request);
    *context = NULL;
    connections_stage(&server->connections, connection, STAGE_DONE);
}

size_t http_keep_escapes(void *closure, struct MHD_Connection *connection, char *text)
{
    (void)closure;
    (void)connection;
    return strlen(text);
}

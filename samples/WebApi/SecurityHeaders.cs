namespace YoloV1.Samples.WebApi;

/// <summary>What browsers are told with every answer: run and show only what comes from here, tell nobody, keep nothing.</summary>
internal static class SecurityHeaders
{
    // The page sets its boxes' styles by script, which needs no 'unsafe-inline'.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src blob: data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        // At the last moment: a fault's answer starts with empty headers.
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    });
}

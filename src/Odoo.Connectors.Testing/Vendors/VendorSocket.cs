using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Testing;

/// <summary>A listener on a free port of 127.0.0.1.</summary>
internal sealed class VendorSocket : IAsyncDisposable
{
    private const int LongestRequestLine = 64 * 1024;
    private readonly WebApplication _application;

    private VendorSocket(WebApplication application)
    {
        _application = application;
        Url = new Uri(application.Urls.First());
    }

    public Uri Url { get; }

    public static async Task<VendorSocket> StartAsync(VendorServer server, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        WebApplication application = builder.Build();
        application.Run(context => ServeAsync(server, context));
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new VendorSocket(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task ServeAsync(VendorServer server, HttpContext context)
    {
        VendorCall call = await ReadAsync(context).ConfigureAwait(false);
        if (server.Answer(call) is not { } answer)
        {
            context.Abort();
            return;
        }

        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Body.Length > 0)
        {
            response.ContentType = $"{answer.ContentType};charset=UTF-8";
            await response.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task<VendorCall> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        return new VendorCall
        {
            Sequence = 0,
            At = default,
            Method = context.Request.Method.ToUpperInvariant(),
            Path = mark < 0 ? target : target[..mark],
            Query = mark < 0 ? string.Empty : target[(mark + 1)..],
            Headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body,
        };
    }
}

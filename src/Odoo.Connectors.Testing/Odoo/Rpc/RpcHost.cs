using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>A real socket on 127.0.0.1.</summary>
internal static class RpcHost
{
    public static async Task<(WebApplication App, Uri Url)> StartAsync(RpcServer server, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Listen(System.Net.IPAddress.Loopback, port);
            o.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        app.Run(context => HandleAsync(server, context));
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return (app, new Uri(address.TrimEnd('/') + "/"));
    }

    private static async Task HandleAsync(RpcServer server, HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var reply = await server.HandleAsync(new RpcRequest(context.Request.Method, target.Split('?')[0], headers, buffer.ToArray()))
            .WaitAsync(context.RequestAborted).ConfigureAwait(false);
        if (reply.IsCut)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (reply.ContentType.Length == 0)
        {
            return;
        }

        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(reply.Bytes, context.RequestAborted).ConfigureAwait(false);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Odoo.Connectors.AspNetCore.Internal;

/// <summary>The address as its caller wrote it, for signatures over it: what the framework decodes and encodes again may differ by an escape.</summary>
internal static class CalledAddress
{
    public static string Of(HttpRequest request, Uri? publicUrl)
    {
        string? target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        bool isPath = target is ['/', ..];
        string path = isPath ? target! : $"{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        if (publicUrl is not null)
        {
            return publicUrl.AbsoluteUri.TrimEnd('/') + path;
        }

        // A prefix that a proxy took away and told of stands in the base, and not in what arrived.
        string lost = isPath && !path.StartsWith(request.PathBase.ToUriComponent(), StringComparison.Ordinal) ? request.PathBase.ToUriComponent() : "";
        return $"{request.Scheme}://{request.Host.ToUriComponent()}{lost}{path}";
    }
}

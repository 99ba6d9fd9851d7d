using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>The sample as its user runs it: a process of its own, asked over HTTP.</summary>
public sealed class EndpointSampleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_RepeatedAcrossARestart_AreShippedOnce()
    {
        string folder = Directory.CreateTempSubdirectory("endpoint-").FullName;
        string first, again;
        using (Endpoint endpoint = await Endpoint.StartAsync(folder))
        {
            (HttpStatusCode made, first) = await endpoint.OrderAsync("k1", 3);
            (HttpStatusCode replayed, again) = await endpoint.OrderAsync("k1", 3);
            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, first), (made, replayed, again));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await endpoint.OrderAsync("k1", 4)).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await endpoint.OrderAsync("", 3)).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await endpoint.OrderAsync("k2", 0)).Status);
        }

        using (Endpoint endpoint = await Endpoint.StartAsync(folder))
        {
            (HttpStatusCode status, again) = await endpoint.OrderAsync("k1", 3);
            Assert.Equal((HttpStatusCode.OK, first), (status, again));
        }

        Directory.Delete(folder, recursive: true);
    }

    private sealed class Endpoint : IDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _http;

        private Endpoint(Process process, Uri address)
        {
            _process = process;
            _http = new HttpClient { BaseAddress = address };
        }

        public static async Task<Endpoint> StartAsync(string folder)
        {
            ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder };
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IdempotentEndpoint.dll"));
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            Process process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync(Cancel) is string line)
            {
                if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is var at and > 0)
                {
                    return new Endpoint(process, new Uri(line[at..].Trim()));
                }
            }

            throw new InvalidOperationException("The sample ended before it listened.");
        }

        public async Task<(HttpStatusCode Status, string Body)> OrderAsync(string key, int quantity)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, new Uri("orders", UriKind.Relative))
            {
                Content = JsonContent.Create(new JsonObject { ["product"] = "SEAT", ["quantity"] = quantity }),
            };
            request.Headers.Add("Idempotency-Key", key);
            using HttpResponseMessage response = await _http.SendAsync(request, Cancel);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _http.Dispose();
        }
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Bodies come from the pool, hold a credential, and go back clean and only when nobody reads them.</summary>
public sealed class RequestBodyTests
{
    [Fact]
    public void GetSpan_MoreThanFits_KeepsWhatIsThere()
    {
        RequestBody body = new();
        string text = string.Concat(Enumerable.Range(0, 20_000));
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            body.GetSpan(1)[0] = one;
            body.Advance(1);
        }

        "end"u8.CopyTo(body.GetMemory(100_000).Span);
        body.Advance(3);

        Assert.Equal($"{text}end", Encoding.UTF8.GetString(body.Bytes.Span));
    }

    [Fact]
    public void Return_Used_ClearsTheBytes()
    {
        RequestBody body = new();
        "secret"u8.CopyTo(body.GetSpan(6));
        body.Advance(6);
        ReadOnlyMemory<byte> bytes = body.Bytes;

        body.Return();
        body.Return();

        Assert.Equal(new byte[6], bytes.ToArray());
        Assert.Equal(0, body.Bytes.Length);
    }

    [Fact]
    public void GetSpan_MoreThanFits_ClearsWhatItLeaves()
    {
        RequestBody body = RequestBody.Of("secret"u8);
        ReadOnlyMemory<byte> left = body.Bytes;

        _ = body.GetSpan(100_000);

        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(left.Span), StringComparison.Ordinal);
    }

    /// <summary>An array given back twice is two requests' at once.</summary>
    [Fact]
    public void Return_Twice_GivesTheArrayBackOnce()
    {
        RequestBody body = RequestBody.Of("secret"u8);
        Assert.True(MemoryMarshal.TryGetArray(body.Bytes, out ArraySegment<byte> segment));
        int size = segment.Array!.Length;

        body.Return();
        byte[] others = ArrayPool<byte>.Shared.Rent(size);
        body.Return();
        byte[] another = ArrayPool<byte>.Shared.Rent(size);

        Assert.NotSame(others, another);
    }

    /// <summary>The server may answer while the request is still being read: its array is nobody else's until then.</summary>
    [Fact]
    public async Task CallAsync_AnsweredBeforeTheBodyWasRead_LeavesTheBytesToItsReader()
    {
        TaskCompletionSource<ReadOnlyMemory<byte>> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new();

        await CallAsync(async content =>
        {
            _ = content.CopyToAsync(new CapturingStream(seen, goOn.Task), Rig.Token);
            await seen.Task;
        });

        Assert.Contains("the words", Encoding.UTF8.GetString((await seen.Task).Span), StringComparison.Ordinal);
        goOn.SetResult();
    }

    [Fact]
    public async Task CallAsync_BodyReadAndAnswered_ClearsTheBytes()
    {
        TaskCompletionSource<ReadOnlyMemory<byte>> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        await CallAsync(content => content.CopyToAsync(new CapturingStream(seen, Task.CompletedTask), Rig.Token));

        Assert.DoesNotContain("the words", Encoding.UTF8.GetString((await seen.Task).Span), StringComparison.Ordinal);
    }

    private static async Task CallAsync(Func<HttpContent, Task> read)
    {
        ServiceCollection services = new();
        services.AddOdooClient("main", o => (o.Url, o.Database, o.Login, o.Secret, o.Transport) =
                (new Uri("http://odoo.test"), "facts", "admin", "secret", OdooTransport.Json2))
            .ConfigurePrimaryHttpMessageHandler(_ => new ReadingHandler(read));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<IOdooClient>("main").CallAsync(
            new OdooCall { Model = "res.partner", Method = "write", Arguments = [new JsonArray(1), new JsonObject { ["comment"] = "the words" }] }, Rig.Token);
    }

    [Fact]
    public async Task IsAtRest_ReaderUnderWay_IsFalse()
    {
        using JsonContentBytes content = new("{}"u8.ToArray());
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, Rig.Token);
        Assert.True(content is { Started: true, IsAtRest: true });

        await Assert.ThrowsAsync<HttpRequestException>(() => content.CopyToAsync(new BrokenStream(), Rig.Token));

        Assert.False(content.IsAtRest);
    }

    [Fact]
    public async Task CallAsync_ArgumentThatLeavesAListOpen_IsRefusedBeforeSending()
    {
        using Rig rig = new(request => Answer.Result(request, true));

        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Client.CallAsync(
            new OdooCall { Model = "m", Method = "x", Arguments = [OdooArgument.Written(writer => writer.WriteStartArray())] }, Rig.Token));

        Assert.Empty(rig.Handler.Calls);
    }

    [Fact]
    public async Task CallAsync_ManyAtOnce_SendEachItsOwnBody()
    {
        using Rig rig = new(request => Answer.Result(request, request.Args[5]![0]!.DeepClone()));

        string?[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => (await rig.Client.CallAsync(
            new OdooCall { Model = "m", Method = "x", Arguments = [new string((char)('a' + (i % 26)), 50 * i)] }, Rig.Token))?.GetString(), Rig.Token)));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => new string((char)('a' + (i % 26)), 50 * i)), answers);
    }

    private sealed class ReadingHandler(Func<HttpContent, Task> read) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
            {
                await read(content);
            }

            return new HttpResponseMessage { Content = new StringContent("true", Encoding.UTF8, "application/json") };
        }
    }

    private sealed class CapturingStream(TaskCompletionSource<ReadOnlyMemory<byte>> seen, Task goOn) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            seen.TrySetResult(buffer);
            await goOn;
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException();
    }
}

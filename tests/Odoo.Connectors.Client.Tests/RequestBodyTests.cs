using System.Text;
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

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException();
    }
}

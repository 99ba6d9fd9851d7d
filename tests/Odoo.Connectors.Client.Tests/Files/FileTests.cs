using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Files;

public sealed class FileTests
{
    [Fact]
    public async Task UploadAsync_Recorded_SendsTheSame() => Assert.Equal(528, await TypedReplayTests.ReplayAsync("chatter-attachments.json", "attachment create", client =>
        client.UploadAsync("account.move", 97, "invoice.pdf", "%PDF-1.4 fake"u8.ToArray(), "application/pdf", cancellationToken: Rig.Token)));

    [Fact]
    public async Task UploadStreamAsync_FromItsPosition_SendsTheRest()
    {
        using Rig rig = new(request => Answer.Result(request, new JsonArray(7))); // a list, as over JSON-2
        using MemoryStream stream = new("__hello"u8.ToArray()) { Position = 2 };

        Assert.Equal(7, await rig.Client.UploadStreamAsync("account.move", 97, "a.txt", stream, cancellationToken: Rig.Token));

        // "hello" as a real server keeps it, see the contract's chatter-attachments.
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""{"name": "a.txt", "datas": "aGVsbG8=", "res_model": "account.move", "res_id": 97}"""), Assert.Single(rig.Handler.Calls).Args[5]![0]);
    }

    [Fact]
    public async Task DownloadAsync_Base64_IsDecodedExactly()
    {
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];
        using Rig rig = new(request => Answer.Result(request, new JsonArray(new JsonObject { ["id"] = 5, ["datas"] = Convert.ToBase64String(content) })));

        Assert.Equal(content, await rig.Client.DownloadAsync(5, cancellationToken: Rig.Token));

        TranscriptReplayTests.AssertSame(JsonNode.Parse("""["ir.attachment", "read", [[5]], {"fields": ["datas"]}]"""), new JsonArray([.. Assert.Single(rig.Handler.Calls).Args.Skip(3).Select(a => a!.DeepClone())]));
    }

    [Theory]
    [InlineData("""[{"id": 5, "datas": false}]""", null)]
    [InlineData("""[]""", ErrorKind.NotFound)]
    [InlineData("""[{"id": 5, "datas": "5.00 bytes"}]""", ErrorKind.Protocol)]
    [InlineData("""{}""", ErrorKind.Protocol)]
    public async Task DownloadAsync_NoContent_IsEmptyOrSaysWhy(string answer, ErrorKind? kind)
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse(answer)));

        Exception? e = await Record.ExceptionAsync(async () => Assert.Empty(await rig.Client.DownloadAsync(5, cancellationToken: Rig.Token)));

        Assert.Equal(kind, (e as OdooException)?.Kind);
        Assert.Equal(kind is null, e is null);
    }

    [Fact]
    public async Task FilesAsync_OfARecord_ListsThemWithoutContent()
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse("""
            [{"id": 1, "name": "a.txt", "mimetype": "text/plain", "file_size": 5, "type": "binary"},
             {"id": 2, "name": "b", "mimetype": false, "file_size": 0, "type": "url"}]
            """)));

        IReadOnlyList<OdooFile> files = await rig.Client.FilesAsync("account.move", 97, cancellationToken: Rig.Token);

        Assert.Equal((1L, "a.txt", "text/plain", 5L, false), (files[0].Id, files[0].Name, files[0].MimeType, files[0].Size, files[0].IsLink));
        Assert.True(files[1].IsLink);
        Assert.DoesNotContain("a.txt", files[0].ToString(), StringComparison.Ordinal);
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""
            [[["res_model", "=", "account.move"], ["res_id", "=", 97]]]
            """), Assert.Single(rig.Handler.Calls).Args[5]);
        Assert.DoesNotContain("datas", rig.Handler.Calls[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoredDocumentAsync_InvoiceWithAndWithoutPdf_IsFoundOrNull()
    {
        using Rig rig = new(request => Answer.Result(request, request.Args[3]!.GetValue<string>() == "ir.attachment"
            ? JsonNode.Parse("""[{"id": 31, "name": "INV.pdf", "mimetype": "application/pdf", "file_size": 9, "type": "binary"}]""")
            : request.Args[5]![0]![0]!.GetValue<long>() == 1 ? JsonNode.Parse("""[{"id": 1, "invoice_pdf_report_id": [31, "INV.pdf"]}]""")
            : JsonNode.Parse("""[{"id": 2, "invoice_pdf_report_id": false}]""")));

        Assert.Equal(31, (await rig.Client.StoredDocumentAsync("account.move", 1, "invoice_pdf_report_id", cancellationToken: Rig.Token))?.Id);
        Assert.Null(await rig.Client.StoredDocumentAsync("account.move", 2, "invoice_pdf_report_id", cancellationToken: Rig.Token));
    }

    [Fact]
    public async Task UploadAsync_Secrecy_NothingOfTheFileIsLogged()
    {
        using Rig rig = new(request => Answer.Error(request, "odoo.exceptions.AccessError", "Sorry, you are not allowed to access this document."));

        OdooServerException e = await Assert.ThrowsAsync<OdooServerException>(() =>
            rig.Client.UploadAsync("account.move", 97, "canary-name.pdf", Encoding.UTF8.GetBytes("canary"), cancellationToken: Rig.Token));

        Assert.Equal(ErrorKind.Permission, e.Kind);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("not allowed", e.ToString(), StringComparison.Ordinal);
    }
}

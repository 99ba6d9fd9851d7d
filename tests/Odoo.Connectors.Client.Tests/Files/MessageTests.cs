using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Files;

public sealed class MessageTests
{
    private static readonly OdooContext Company = new() { AllowedCompanyIds = [5] };

    [Fact]
    public async Task PostMessageAsync_RecordedText_SendsTheSame() => Assert.Equal(2282, await TypedReplayTests.ReplayAsync("chatter-attachments.json", "message_post note", client =>
        client.PostMessageAsync("account.move", 97, "Hello <b>x</b>", context: Company, cancellationToken: Rig.Token)));

    [Fact]
    public async Task PostMessageAsync_RecordedHtml_SendsTheSame() => Assert.Equal(2283, await TypedReplayTests.ReplayAsync("extra/chatter-attachments.json", "message_post html body needs body_is_html", client =>
        client.PostMessageAsync("account.move", 97, "<p>Hello <b>x</b></p>", new OdooMessageOptions { IsHtml = true, Type = "comment", Subtype = "mail.mt_note" }, Company, Rig.Token)));

    [Fact]
    public async Task PostMessageAsync_WithAttachments_NamesThemAndIsSentOnce()
    {
        int calls = 0;
        using Rig rig = new(request => ++calls == 1 ? Answer.Html(System.Net.HttpStatusCode.BadGateway) : Answer.Result(request, new JsonArray(1)));

        OdooTransportException e = await Assert.ThrowsAsync<OdooTransportException>(() =>
            rig.Client.PostMessageAsync("account.move", 97, "see file", new OdooMessageOptions { AttachmentIds = [528] }, cancellationToken: Rig.Token));

        Assert.Equal(ErrorKind.Unknown, e.Kind);
        Assert.Equal(1, calls);
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""{"body": "see file", "attachment_ids": [528]}"""), Assert.Single(rig.Handler.Calls).Args[6]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("true")]
    public async Task PostMessageAsync_NoMessageInTheAnswer_IsUnknown(string answer)
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse(answer)));

        OdooTransportException e = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.PostMessageAsync("account.move", 97, "x", cancellationToken: Rig.Token));

        Assert.Equal(ErrorKind.Unknown, e.Kind);
    }

    [Fact]
    public async Task MessagesAsync_OfARecord_AreReadLatestFirst()
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse("""
            [{"id": 9, "date": "2026-03-01 10:00:00", "body": "<p>see file</p>", "message_type": "notification", "subtype_id": [2, "Note"], "author_id": [3, "Administrator"], "attachment_ids": [528]}]
            """)));

        OdooMessage message = Assert.Single(await rig.Client.MessagesAsync("account.move", 97, 10, cancellationToken: Rig.Token));

        Assert.Equal((9L, "<p>see file</p>", "notification", 2L, 3L), (message.Id, message.Body, message.Type, message.Subtype!.Id, message.Author!.Id));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), message.Date);
        Assert.Equal([528L], message.AttachmentIds);
        Assert.Equal("[message 9]", message.ToString());
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""
            [[["model", "=", "account.move"], ["res_id", "=", 97]]]
            """), Assert.Single(rig.Handler.Calls).Args[5]);
        Assert.Equal("id desc", rig.Handler.Calls[0].Args[6]!["order"]!.GetValue<string>());
    }
}

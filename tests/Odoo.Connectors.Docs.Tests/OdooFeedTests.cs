using System.Text.Json.Nodes;

namespace Odoo.Connectors.Docs.Tests;

/// <summary>The automation of docs/concepts/odoo-feed.md is one that a real Odoo took.</summary>
public sealed class OdooFeedTests
{
    // Recorded: the values of base.automation.create that answered an id; trigger_field_ids is the field that narrows it.
    private const string Recorded =
        """{"name": "push partner", "model_id": 90, "trigger": "on_create_or_write", "action_server_ids": [[0, 0, {"name": "push partner", "model_id": 90, "state": "webhook", "webhook_url": "http://localhost:8099/hook", "webhook_field_ids": [[6, 0, [1008]]], "usage": "base_automation"}]]}""";

    [Fact]
    public void Automation_AsShown_IsTheRecordedOneWithTriggerFieldsAndNothingSent()
    {
        JsonObject expected = (JsonObject)JsonNode.Parse(Recorded)!;
        expected["name"] = "Odoo.Connectors: res.partner";
        expected["trigger_field_ids"] = JsonNode.Parse("[[6, 0, [1029, 1066]]]");
        JsonNode action = expected["action_server_ids"]![0]![2]!;
        action["name"] = "Odoo.Connectors: res.partner";
        action["webhook_url"] = "https://hub.example.com/webhooks/odoo/secret";
        action["webhook_field_ids"] = JsonNode.Parse("[[6, 0, []]]");
        JsonObject shown = OdooFeed.AutomationOf("res.partner", 90, [1029, 1066], new Uri("https://hub.example.com/webhooks/odoo/secret"));
        Assert.True(JsonNode.DeepEquals(expected, shown), shown.ToJsonString());
    }
}

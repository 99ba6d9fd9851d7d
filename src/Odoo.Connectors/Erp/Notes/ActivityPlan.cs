using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odoo.Connectors.Erp;

/// <summary>An activity to have on a record, or to have done, under an external id of its own.</summary>
internal sealed record ActivityPlan(string Key, long Company, string Model, long Record, string User, string Summary, string? Note, string DueOn, bool IsDone)
{
    public static ActivityPlan Parse(string payload) => JsonSerializer.Deserialize(payload, ActivityJson.Default.ActivityPlan)!;

    public override string ToString() => JsonSerializer.Serialize(this, ActivityJson.Default.ActivityPlan);
}

[JsonSerializable(typeof(ActivityPlan))]
internal sealed partial class ActivityJson : JsonSerializerContext;

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>The newest change of a contract that its source told of, whatever is told of it later.</summary>
/// <param name="Order">What tells newer from older: the source's version, or the instant in milliseconds.</param>
/// <param name="Kind">What it was.</param>
/// <param name="On">The day from which it holds, UTC.</param>
/// <param name="Event">The source's id of what told of it.</param>
internal sealed record LatestAmendment(long Order, AmendmentKind Kind, DateOnly On, string? Event)
{
    public string ToJson() => new JsonArray(Order, (int)Kind, On.DayNumber, Event).ToJsonString();

    public static LatestAmendment Parse(string text)
    {
        JsonNode json = JsonNode.Parse(text)!;
        return new LatestAmendment((long)json[0]!, (AmendmentKind)(int)json[1]!, DateOnly.FromDayNumber((int)json[2]!), (string?)json[3]);
    }
}

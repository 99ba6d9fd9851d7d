namespace Odoo.Connectors.Sync;

/// <summary>One field of a payload that would be sent otherwise now.</summary>
/// <param name="Field">Where it stands in the payload, for example <c>vals.x_cost_center</c>.</param>
/// <param name="Sent">What was planned then, classified; empty where the field was not in it.</param>
/// <param name="Now">What would be planned now, classified; empty where the field is no longer in it.</param>
public sealed record FieldDifference(string Field, ServerText Sent, ServerText Now)
{
    /// <summary>The field's name, without the values.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Field;
}

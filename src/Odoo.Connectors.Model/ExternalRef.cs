namespace Odoo.Connectors.Model;

/// <summary>Names one record in one system: the system as configured, the kind of record, the system's own id.</summary>
/// <param name="System">The configured name, for example <c>stripe-us</c>.</param>
/// <param name="Kind">A <see cref="RecordKinds">record kind</see> of the model.</param>
/// <param name="Id">The id as the system writes it.</param>
public sealed record ExternalRef(string System, string Kind, string Id)
{
    /// <summary>System, kind and id, for example <c>stripe/invoice/in_1</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{System}/{Kind}/{Id}";
}

using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>The rule that decides about one field of one record.</summary>
/// <param name="Record">The record type's name.</param>
/// <param name="Field">The field, a property of it.</param>
/// <param name="Owner">The configured name of the system that is right about it.</param>
/// <param name="OnConflict">What becomes of an edit elsewhere.</param>
/// <param name="Exception">The exception that says so, or null where the record type's own rule does.</param>
public sealed record FieldRule(string Record, string Field, string Owner, Conflict OnConflict, ExceptedField? Exception)
{
    /// <summary>The rule in words, for provenance and audit.</summary>
    /// <returns>For example <c>Customer.VatNumber owned by odoo-eu in odoo-eu/BE01, conflicts are reviewed</c>.</returns>
    public override string ToString()
    {
        StringBuilder text = new(Exception is null ? $"{Record} owned by {Owner}" : $"{Record}.{Field} owned by {Owner}");
        if (Exception is { Companies.Count: > 0 })
        {
            text.Append(" in ").AppendJoin(", ", Exception.Companies);
        }

        if (Exception is { Phases.Count: > 0 })
        {
            text.Append(" while ").AppendJoin(", ", Exception.Phases);
        }

        return text.Append(OnConflict switch
        {
            Conflict.Review => ", conflicts are reviewed",
            Conflict.NewestWins => ", the newest edit counts",
            _ => "",
        }).ToString();
    }
}

using System.Globalization;

namespace Odoo.Connectors.Client;

/// <summary>The value of a reference field, which names the model beside the record: <c>res.partner,42</c>.</summary>
/// <param name="Model">The model of the record referred to.</param>
/// <param name="Id">Its id.</param>
public readonly record struct OdooModelReference(string Model, long Id)
{
    /// <summary>The reference as Odoo writes it.</summary>
    /// <returns>Such as <c>res.partner,42</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Model},{Id}");

    internal static OdooModelReference? Parse(string text)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && long.TryParse(text.AsSpan(comma + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? new(text[..comma], id) : null;
    }
}

using System.Globalization;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>What a customer is asked to quote: the number, or in Belgium a structured communication made of the id.</summary>
internal static class PaymentReference
{
    public static string Of(Env env, Row move)
    {
        if (env.Linked(env.Row("res.company", move.Link("company_id")), "country_id")?.Text("code") != "BE")
        {
            return move.Text("name")!;
        }

        var check = move.Id % 97 is var rest and not 0 ? rest : 97;
        var digits = move.Id.ToString("D10", CultureInfo.InvariantCulture) + check.ToString("D2", CultureInfo.InvariantCulture);
        return $"+++{digits[..3]}/{digits[3..7]}/{digits[7..]}+++";
    }
}

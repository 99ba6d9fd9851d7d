using System.Linq.Expressions;
using CsCheck;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Domains;

/// <summary>Random expressions over a partner, four levels deep at most. The leaves are what the C# compiler makes of lambdas.</summary>
internal static class Trees
{
    public static readonly string[] Names = ["Aalst", "aalst", "A_lst", "A%", @"Back\slash", "Zoë", "x"];
    public static readonly string?[] Emails = [null, "", "a@hold.example", "A@HOLD.example", "c_x@hold.example", "cax@hold.example", "100%"];
    public static readonly string?[] Types = [null, "contact", "invoice", "delivery", "other"];
    public static readonly DateTimeOffset Noon = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string?> s_email = One(Emails.Where(e => e != "").ToArray());
    private static readonly Gen<string> s_part = One("", "a", "A", "_", "%", "@hold", @"\", "a%", "c_", "example", "ë");
    private static readonly Gen<string?> s_type = One(Types);
    private static readonly Gen<long> s_color = Gen.Long[-1, 4];
    private static readonly Gen<decimal> s_amount = One(-1.5m, 0m, 0.1m, 12.50m, 12.51m, 1000m);
    private static readonly Gen<DateOnly?> s_due = Gen.Int[0, 5].Select(d => d == 0 ? (DateOnly?)null : new DateOnly(2026, 3, 28).AddDays(d));
    private static readonly Gen<DateTimeOffset?> s_seen = Gen.Int[0, 8].Select(d => d == 0 ? (DateTimeOffset?)null : Noon.AddSeconds(d / 2.0).ToOffset(TimeSpan.FromHours(d - 4)));

    public static Gen<Expression<Func<Partner, bool>>> Of(long[] ids, long[] countries, long[] tags) => Gen.Recursive<Expression<Func<Partner, bool>>>((depth, inner) =>
    {
        Gen<Expression<Func<Partner, bool>>> leaf = Gen.OneOf(Values(ids, countries, tags), Texts(), Relations(ids, countries, tags));
        return depth >= 4 ? leaf : Gen.Frequency(
            (3, leaf),
            (2, Gen.Select(inner, inner, (a, b) => Join(a, b, Expression.AndAlso))),
            (2, Gen.Select(inner, inner, (a, b) => Join(a, b, Expression.OrElse))),
            (2, inner.Select(a => Expression.Lambda<Func<Partner, bool>>(Expression.Not(a.Body), a.Parameters))));
    });

    private static Gen<Expression<Func<Partner, bool>>> Values(long[] ids, long[] countries, long[] tags) => Gen.OneOf(
        Leaf(s_email, v => x => x.Email == v), Leaf(s_email, v => x => x.Email != v), Leaf(s_email, v => x => v == x.Email),
        Leaf(s_email.List[0, 3], v => x => v.Contains(x.Email)),
        Leaf(s_type, v => x => x.Type == v), Leaf(s_type, v => x => x.Type != v), Leaf(s_type.List[0, 3], v => x => v.Contains(x.Type)),
        Leaf(Gen.Bool, v => x => x.IsCompany == v), Leaf(Gen.Bool, v => x => x.IsCompany != v), Leaf(Gen.Bool, v => x => v || !x.IsCompany), Leaf(Gen.Bool, v => x => v && x.Active),
        Leaf(s_color, v => x => x.Color == v), Leaf(s_color, v => x => x.Color != v), Leaf(s_color, v => x => x.Color < v), Leaf(s_color, v => x => v <= x.Color),
        Leaf(s_amount, v => x => x.Color > v), Leaf(s_amount, v => x => x.Color >= v), Leaf(s_amount, v => x => x.Color < v), Leaf(s_amount, v => x => x.Color == v),
        Leaf(s_color.List[0, 3], v => x => v.Contains(x.Color)),
        Leaf(s_amount, v => x => x.Amount == v), Leaf(s_amount, v => x => x.Amount >= v), Leaf(s_amount, v => x => x.Amount < v), Leaf(s_amount.List[0, 3], v => x => v.Contains(x.Amount)),
        Leaf(s_due, v => x => x.Due == v), Leaf(s_due, v => x => x.Due != v), Leaf(s_due, v => x => x.Due < v), Leaf(s_due, v => x => x.Due >= v), Leaf(s_due.List[0, 3], v => x => v.Contains(x.Due)),
        Leaf(s_seen, v => x => x.Seen == v), Leaf(s_seen, v => x => x.Seen != v), Leaf(s_seen, v => x => x.Seen < v), Leaf(s_seen, v => x => x.Seen <= v),
        Leaf(s_seen, v => x => x.Seen > v), Leaf(s_seen, v => x => x.Seen >= v), Leaf(s_seen.List[0, 3], v => x => v.Contains(x.Seen)),
        Leaf(One(ids).List[0, 8], v => x => v.Contains(x.Id)), Leaf(One(ids), v => x => x.Id > v));

    private static Gen<Expression<Func<Partner, bool>>> Texts() => Gen.OneOf(
        Leaf(s_part, v => x => x.Name!.Contains(v)), Leaf(s_part, v => x => x.Email!.StartsWith(v, StringComparison.Ordinal)), Leaf(s_part, v => x => x.Name!.EndsWith(v, StringComparison.Ordinal)),
        Leaf(s_part, v => x => x.Email!.Contains(v, StringComparison.OrdinalIgnoreCase)), Leaf(s_part, v => x => x.Email != null && !x.Email.Contains(v)),
        Leaf(One(Names), v => x => x.Name == v), Leaf(One(Names), v => x => v.Equals(x.Name, StringComparison.OrdinalIgnoreCase)),
        Leaf(Gen.Bool, v => x => string.IsNullOrEmpty(x.Email) || x.Due.HasValue));

    private static Gen<Expression<Func<Partner, bool>>> Relations(long[] ids, long[] countries, long[] tags) => Gen.OneOf(
        Leaf(One(countries), v => x => x.Country!.Id == v), Leaf(One(countries), v => x => x.Country!.Id != v), Leaf(Gen.Bool, v => x => x.Country == null),
        Leaf(One(countries).List[0, 3], v => x => v.Contains(x.Country!.Id)), Leaf(Gen.Bool, v => x => x.Parent != null && x.Country != null),
        Leaf(One<string?>("BE", "FR", null), v => x => x.Country.Of<Named>().Code == v), Leaf(One<string?>("BE", "FR", null), v => x => x.Country.Of<Named>().Code != v),
        Leaf(One<string?>("BE", "FR", null), v => x => x.Parent.Of<Partner>().Country.Of<Named>().Code != v),
        Leaf(s_color, v => x => x.Parent.Of<Partner>().Color != v), Leaf(s_color, v => x => x.Parent.Of<Partner>().Color < v), Leaf(Gen.Bool, v => x => x.Parent.Of<Partner>().IsCompany == v),
        Leaf(Gen.Bool, v => x => !x.Parent.Of<Partner>().IsCompany), Leaf(s_due, v => x => x.Parent.Of<Partner>().Due == v), Leaf(s_due.List[0, 3], v => x => v.Contains(x.Parent.Of<Partner>().Due)),
        Leaf(s_part, v => x => x.Parent.Of<Partner>().Email!.StartsWith(v, StringComparison.Ordinal)), Leaf(s_seen, v => x => x.Parent.Of<Partner>().Seen != v),
        Leaf(One(tags), v => x => x.Tags.Contains(v)), Leaf(Gen.Bool, v => x => x.Tags.Count == 0), Leaf(Gen.Bool, v => x => x.Children.Any()),
        Leaf(One("VIP", "Trial", "Old"), v => x => x.Tags.AnyOf<Named>(t => t.Name == v)), Leaf(s_color, v => x => x.Children.AnyOf<Partner>(c => c.Color > v && c.IsCompany)),
        Leaf(s_email, v => x => x.Children.AnyOf<Partner>(c => c.Email != v)), Leaf(One(ids), v => x => x.Parent!.Id != v));

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static Gen<Expression<Func<Partner, bool>>> Leaf<T>(Gen<T> value, Func<T, Expression<Func<Partner, bool>>> make) => value.Select(make);

    private static Expression<Func<Partner, bool>> Join(Expression<Func<Partner, bool>> a, Expression<Func<Partner, bool>> b, Func<Expression, Expression, Expression> join) =>
        Expression.Lambda<Func<Partner, bool>>(join(a.Body, new Renamed(b.Parameters[0], a.Parameters[0]).Visit(b.Body)), a.Parameters);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}

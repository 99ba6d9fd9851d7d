using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>The elements of a list's answer.</summary>
internal static class Lists
{
    public static FieldTable<List<T>> Of<T>(FieldTable<T> element, Func<T> make)
        where T : class => new FieldTable<List<T>>(Names.Vendor).Objects(Names.Data, element, all =>
    {
        all.Add(make());
        return all[^1];
    });
}

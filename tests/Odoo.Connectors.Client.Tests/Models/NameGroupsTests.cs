using System.Text;
using Odoo.Connectors.Client.Generators;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>The table that generated code finds a field's name with.</summary>
public sealed class NameGroupsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(21, 1)]
    [InlineData(60, 2)]
    [InlineData(400, 10)]
    public void Of_Names_GivesEachAGroupOfFew(int count, int most)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"{(char)('a' + (i % 26))}_field_{i}")];

        NameGroups groups = NameGroups.Of(names);

        Assert.All(groups.OfName, group => Assert.InRange(group, 1, 255));
        Assert.True(groups.OfName.GroupBy(g => g).Max(g => g.Count()) <= most);
    }

    [Fact]
    public void Of_Names_FindsThemByTheFormulaOfTheGeneratedCode()
    {
        string[] names = ["id", "x", "name", "street", "street2", "amount_untaxed", "amount_tax", "amount_total"];
        NameGroups groups = NameGroups.Of(names);

        Assert.Equal(groups.OfName, names.Select(n => Generated(groups, Encoding.UTF8.GetBytes(n))));
    }

    private static int Generated(NameGroups groups, byte[] name)
    {
        uint key = name[0] | ((uint)name[name.Length >> 1] << 8) | ((uint)name[(name.Length * 3) >> 2] << 16) | ((uint)name[^1] << 24);
        return groups.Table[(int)(unchecked((key + ((uint)name.Length * 2654435761u)) * groups.Factor) >> groups.Shift)];
    }
}

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>18-character record ids: three characters more, each a checksum over the case of five.</summary>
internal static class CrmIds
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public static string Of(string id15)
    {
        Span<char> sums = stackalloc char[3];
        for (int block = 0; block < 3; block++)
        {
            int bits = 0;
            for (int i = 0; i < 5; i++)
            {
                bits |= char.IsAsciiLetterUpper(id15[(block * 5) + i]) ? 1 << i : 0;
            }

            sums[block] = Letters[bits];
        }

        return $"{id15}{sums}";
    }
}

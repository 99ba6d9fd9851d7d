using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>
/// One deal to cash over a platform that no shipped package knows: won in the CRM, subscribed at Plainbill, invoiced and paid there, booked in an emulated Odoo.
/// Exit code 0 only if every check holds.
/// </summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("third-platform-");
        try
        {
            IReadOnlyList<Check> checks = await new Story(Path.Combine(folder.FullName, "connectors.db"), TimeProvider.System).PlayAsync(CancellationToken.None);
            foreach (Check check in checks)
            {
                Console.WriteLine($"{(check.Holds ? "ok  " : "FAIL")} {check.What}: {check.Found}{(check.Holds ? "" : $", expected {check.Expected}")}");
            }

            return checks.All(c => c.Holds) ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}

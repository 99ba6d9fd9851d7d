using Odoo.Connectors.Simulation;

return args is ["seeds" or "seed" or "bugs", ..]
    ? Command.Run(args)
    : args.Contains("-automated") || args.Contains("@@")
        ? await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args)
        : await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

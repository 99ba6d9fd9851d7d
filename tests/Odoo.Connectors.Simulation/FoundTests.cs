using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation;

/// <summary>What seeds found in the hub, each without the luck of its seed.</summary>
public sealed class FoundTests
{
    /// <summary>The worker kept its turn for ever when the store was down at the moment it let its lane go.</summary>
    [Fact]
    public void StoreGoesDown_WhileALaneIsWorked_TheWorkerGoesOnAfterwards()
    {
        int times = 0;
        SeedResult result = Runs.Play(1, Profile.Story, new Coverage(), keepTrace: true, prepare: world =>
        {
            world.Chaos.IsCalm = true;
            world.OnPoint = point =>
            {
                if (point == FaultPoint.Decided && ++times % 5 == 1)
                {
                    world.IsStoreDown = true;
                    world.Clock.After(TimeSpan.FromSeconds(20), () => world.IsStoreDown = false);
                }
            };
        });
        Assert.True(times > 5);
        Assert.True(result.Holds, Runs.Describe(result));
    }

    /// <summary>A status whose read-back failed left the shadow of the one before it: going back to that one was taken for no change.</summary>
    [Fact]
    public void ReadBackOfAStatusFails_WhatWasAgreedBeforeIsForgotten()
    {
        SeedResult result = Runs.Play(1, Profile.Story, new Coverage(), keepTrace: true, prepare: world =>
        {
            world.Chaos.IsCalm = true;
            world.LosesReadBacks = true;
        });
        Assert.True(result.Holds, Runs.Describe(result));
    }

    /// <summary>Salesforce stored a status long after the client had given it up, over a later one.</summary>
    [Fact]
    public void StatusIsStoredLate_TheLaterOneWaitsForIt()
    {
        SeedResult result = Runs.Play(36, Profile.Story, new Coverage(), keepTrace: true);
        Assert.True(result.Holds, Runs.Describe(result));
    }

    /// <summary>A node stood still between two calls of one send, and wrote the second long after another node had taken over: old over new.</summary>
    [Fact]
    public void NodeStandsStillBetweenTwoCalls_TheSecondDoesNotLeave()
    {
        SeedResult result = Runs.Play(69, Profile.Story, new Coverage(), keepTrace: true);
        Assert.True(result.Holds, Runs.Describe(result));
    }
}

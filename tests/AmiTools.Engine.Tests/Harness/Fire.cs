namespace AmiTools.Engine.Tests.Harness;

/// <summary>
/// Plays a scene again and again, each time anew, and lets the next request of its command go wrong: the first, then the second, until the command makes no more.
/// That last time nothing goes wrong, so that the scene is also played in peace.
/// </summary>
internal static class Fire
{
    /// <summary>Lets each request fail once.</summary>
    /// <param name="way">How, by its name among <see cref="FaultWays"/>.</param>
    /// <param name="fewest">How many requests the command makes at least: a command that makes none would prove nothing.</param>
    /// <param name="scene">Makes a world, runs the command in it by the shot, and looks at what a second run makes of it.</param>
    public static Task FaultsAsync(string way, int fewest, Func<Shot, Task> scene) => PlayAsync(request => new FaultShot(FaultWays.Of(way), way, request), fewest, scene);

    /// <summary>Lets the process die at each request.</summary>
    /// <param name="serverActs">Whether that request still reaches the server.</param>
    /// <param name="fewest">How many requests the command makes at least.</param>
    /// <param name="scene">Makes a world, runs the command in it by the shot, and looks at what a second run makes of it.</param>
    public static Task KillsAsync(bool serverActs, int fewest, Func<Shot, Task> scene) => PlayAsync(request => new KillShot(serverActs, request), fewest, scene);

    private static async Task PlayAsync(Func<int, Shot> at, int fewest, Func<Shot, Task> scene)
    {
        for (int request = 1; ; request++)
        {
            Shot shot = at(request);
            await scene(shot);
            if (shot.Hit) continue;
            request.ShouldBeGreaterThan(fewest, $"{shot} hit nothing: the command makes fewer requests than the test is about");
            return;
        }
    }
}

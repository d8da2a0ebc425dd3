using System.Globalization;

namespace YoloV1.Ranks;

/// <summary>What started this process as one of several, by the environment that it gave it.</summary>
/// <param name="Name">Its name for messages.</param>
/// <param name="IsMpich">Whether it is MPICH's, or one that speaks its interface; otherwise Open MPI's.</param>
/// <param name="Processes">How many processes it says that it started; 0 where it does not.</param>
internal sealed record MpiLauncher(string Name, bool IsMpich, int Processes)
{
    /// <exception cref="RankGroupException">Nothing has.</exception>
    public static MpiLauncher Find()
    {
        if (Number("OMPI_COMM_WORLD_SIZE") is { } ofOpenMpi)
            return new("Open MPI's mpirun", IsMpich: false, ofOpenMpi);
        // Slurm's pmix plug-in.
        if (Number("PMIX_RANK") is not null)
            return new("The launcher (PMIx)", IsMpich: false, Number("SLURM_STEP_NUM_TASKS") ?? 0);
        if (Number("PMI_RANK") is not null)
            return new("The launcher (PMI), MPICH's mpirun for example,", IsMpich: true, Number("PMI_SIZE") ?? 0);
        throw new RankGroupException(
            "No launcher of MPI has started this process; begin the call with 'mpirun -n 4' or 'srun --mpi=pmix', for example, or train "
            + "in one process.");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

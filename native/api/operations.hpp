// The one list of operations: both bindings and the TypeScript interface are made from it.
// To add one, declare a function in a header here, and give it a line.
#pragma once

#include "api/ceiling_operations.hpp"
#include "api/data_operations.hpp"
#include "api/elementwise_operations.hpp"
#include "api/glm_operations.hpp"
#include "api/linalg_operations.hpp"
#include "api/operation.hpp"
#include "api/problem_operations.hpp"
#include "api/run_operations.hpp"
#include "api/system_operations.hpp"
#include "api/training_operations.hpp"
#include "api/update_operations.hpp"

namespace steepest {

// clang-format off
using Operations = OperationList<
    Operation<"ceilingFlops", ceiling_flops>,
    Operation<"ceilingBandwidth", ceiling_bandwidth>,
    Operation<"elementwise", elementwise>,
    Operation<"systemLevel", system_level>,
    Operation<"systemSelectLevel", system_select_level>,
    Operation<"systemLevelSupported", system_level_supported>,
    Operation<"systemThreads", system_threads>,
    Operation<"systemSetThreads", system_set_threads>,
    Operation<"linalgMultiply", linalg_multiply<double>>,
    Operation<"linalgMultiplySingle", linalg_multiply<float>>,
    Operation<"linalgGram", linalg_gram<double>>,
    Operation<"linalgGramSingle", linalg_gram<float>>,
    Operation<"linalgCholesky", linalg_cholesky<double>>,
    Operation<"linalgCholeskySingle", linalg_cholesky<float>>,
    Operation<"linalgCholeskySolve", linalg_cholesky_solve<double>>,
    Operation<"linalgCholeskySolveSingle", linalg_cholesky_solve<float>>,
    Operation<"linalgLdl", linalg_ldl<double>>,
    Operation<"linalgLdlSingle", linalg_ldl<float>>,
    Operation<"linalgLdlSolve", linalg_ldl_solve<double>>,
    Operation<"linalgLdlSolveSingle", linalg_ldl_solve<float>>,
    Operation<"linalgLu", linalg_lu<double>>,
    Operation<"linalgLuSingle", linalg_lu<float>>,
    Operation<"linalgLuSolve", linalg_lu_solve<double>>,
    Operation<"linalgLuSolveSingle", linalg_lu_solve<float>>,
    Operation<"linalgDeterminant", linalg_determinant<double>>,
    Operation<"linalgDeterminantSingle", linalg_determinant<float>>,
    Operation<"linalgQr", linalg_qr<double>>,
    Operation<"linalgQrSingle", linalg_qr<float>>,
    Operation<"linalgQrSolve", linalg_qr_solve<double>>,
    Operation<"linalgQrSolveSingle", linalg_qr_solve<float>>,
    Operation<"linalgSvd", linalg_svd<double>>,
    Operation<"linalgSvdSingle", linalg_svd<float>>,
    Operation<"linalgSingularValues", linalg_singular_values<double>>,
    Operation<"linalgSingularValuesSingle", linalg_singular_values<float>>,
    Operation<"linalgEigenSymmetric", linalg_eigen_symmetric<double>>,
    Operation<"linalgEigenSymmetricSingle", linalg_eigen_symmetric<float>>,
    Operation<"linalgSolve", linalg_solve<double>>,
    Operation<"linalgSolveSingle", linalg_solve<float>>,
    Operation<"linalgLeastSquares", linalg_least_squares<double>>,
    Operation<"linalgLeastSquaresSingle", linalg_least_squares<float>>,
    Operation<"linalgNorm", linalg_norm<double>>,
    Operation<"linalgNormSingle", linalg_norm<float>>,
    Operation<"runCreate", run_create>,
    Operation<"runCreateConstrained", run_create_constrained>,
    Operation<"runMultipliers", run_multipliers>,
    Operation<"runCreateProblem", run_create_problem>,
    Operation<"runCreateSearch", run_create_search>,
    Operation<"runCreateScalar", run_create_scalar>,
    Operation<"runBracket", run_bracket>,
    Operation<"runBegin", run_begin>,
    Operation<"runTell", run_tell>,
    Operation<"runBatch", run_batch>,
    Operation<"runLayout", run_layout>,
    Operation<"runEnd", run_end>,
    Operation<"runDrive", run_drive>,
    Operation<"runRecord", run_record>,
    Operation<"runSnapshot", run_snapshot>,
    Operation<"runResult", run_result>,
    Operation<"runFree", run_free>,
    Operation<"problemDimensions", problem_dimensions>,
    Operation<"problemStart", problem_start>,
    Operation<"problemEvaluate", problem_evaluate>,
    Operation<"updateCreate", update_create>,
    Operation<"updateFree", update_free>,
    Operation<"updateBlockLength", update_block_length>,
    Operation<"updateNorm", update_norm<double>>,
    Operation<"updateNormSingle", update_norm<float>>,
    Operation<"updateBegin", update_begin>,
    Operation<"updateApply", update_apply<double>>,
    Operation<"updateApplySingle", update_apply<float>>,
    Operation<"updateProgress", update_progress>,
    Operation<"updateSetProgress", update_set_progress>,
    Operation<"updateMemory", update_memory<double>>,
    Operation<"updateMemorySingle", update_memory<float>>,
    Operation<"updateSetMemory", update_set_memory<double>>,
    Operation<"updateSetMemorySingle", update_set_memory<float>>,
    Operation<"scheduleRate", schedule_rate>,
    Operation<"datasetCreate", dataset_create>,
    Operation<"datasetAppend", dataset_append>,
    Operation<"datasetAppendSingle", dataset_append_single>,
    Operation<"datasetRead", dataset_read>,
    Operation<"datasetFree", dataset_free>,
    Operation<"columnsSummarize", columns_summarize>,
    Operation<"columnsSummarizeSingle", columns_summarize_single>,
    Operation<"columnsStandardize", columns_standardize>,
    Operation<"columnsStandardizeSingle", columns_standardize_single>,
    Operation<"glmCreate", glm_create>,
    Operation<"glmReport", glm_report>,
    Operation<"glmSolve", glm_solve>,
    Operation<"glmSolveSingle", glm_solve_single>,
    Operation<"trainingCreate", training_create>,
    Operation<"glmPredict", glm_predict>,
    Operation<"glmPredictSingle", glm_predict_single>,
    Operation<"glmPredictDataset", glm_predict_dataset>>;
// clang-format on

}  // namespace steepest

// A session that fits a generalized linear model: what is common to all ways of fitting one.
#pragma once

#include "api/glm_operations.hpp"

namespace steepest {

GlmSettings read_glm_settings(Vector<const double> values);
// What indices are made of must be right, whoever calls.
bool sound_glm(const StoredRows& rows, const GlmSettings& settings, Vector<const double> y,
               Vector<const double> weights);

struct GlmGiven {
    const StoredRows& rows;
    bool padded;  // readable past their end
    const ColumnSummary& summary;
    GlmSettings settings;
    Vector<const double> y;
    Vector<const double> weights;
    Vector<const double> start;
    bool copy;  // vectors that are to outlive the call; the rows are not copied
};

// A session whose run has no root yet, and the fit that it works on. Everything that the run needs lies in its own
// memory. Null when there is too little.
Session* open_glm_session(const GlmGiven& given, GlmFit*& fit);

}  // namespace steepest

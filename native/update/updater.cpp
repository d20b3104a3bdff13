#include "update/updater.hpp"

#include "update/ranges.hpp"

namespace steepest {

template <class T>
bool Updater<T>::allocate(Workspace& workspace, Index n) {
    n_ = n;
    for (int k = 0; k < memories(); ++k) memory_[k] = workspace.array<T>(n);
    if (workspace.failed()) return false;
    reset();
    return true;
}

template <class T>
void Updater<T>::reset() {
    rule_.progress = {};
    for (int k = 0; k < memories(); ++k) {
        const T initial = static_cast<T>(rule_.initial(k));
        for (Index i = 0; i < n_; ++i) memory_[k][i] = initial;
    }
}

template <class T>
void Updater<T>::begin(double rate, const GradientNorm& norm) {
    numbers_ = rule_.advance(this->rate(rate));
    if (clips()) numbers_.scale = clipping_scale(norm.value(), clip_norm_);
}

// Elements do not depend on each other, so that neither blocks nor threads make a difference to the result.
template <class T>
void Updater<T>::apply(Index first, Vector<T> x, Vector<const T> gradient) const {
    UpdateKernel<T>* const kernel = rule_.template kernel<T>();
    for_each_update_range(x.size, [&](Index begin, Index end) {
        T* memory[UpdateRule::most_memories];
        for (int k = 0; k < memories(); ++k) memory[k] = memory_[k] + first + begin;
        kernel(end - begin, numbers_, x.data + begin, gradient.data + begin, memory);
    });
}

template class Updater<double>;
template class Updater<float>;

}  // namespace steepest

// The rules as PyTorch has them, so that equal gradients give equal parameters. g stands for the gradient after
// clipping and with the L2 penalty's λ x; squares, roots and quotients are by elements; averages begin at zero.
#include "update/rule.hpp"

#include <cmath>

#include "kernels/table.hpp"

namespace steepest {

int UpdateRule::memories() const {
    switch (method_) {
        case UpdateMethod::sgd:
            return options_.momentum != 0;
        case UpdateMethod::adagrad:
            return 1;
        case UpdateMethod::rmsprop:
            return 1 + (options_.centered != 0) + (options_.momentum != 0);
        case UpdateMethod::amsgrad:
            return 3;
        default:
            return 2;
    }
}

double UpdateRule::initial(int) const {
    return method_ == UpdateMethod::adagrad ? options_.initial_accumulator : 0;
}

template <class T>
UpdateKernel<T>* UpdateRule::kernel() const {
    const Update<T>& kernels = update_kernels<T>();
    switch (method_) {
        case UpdateMethod::sgd:
            return options_.momentum != 0 ? kernels.momentum : kernels.gradient;
        case UpdateMethod::adagrad:
            return kernels.root_mean_square[0][0];
        case UpdateMethod::rmsprop:
            return kernels.root_mean_square[options_.centered != 0][options_.momentum != 0];
        case UpdateMethod::adadelta:
            return kernels.adadelta;
        case UpdateMethod::amsgrad:
            return kernels.amsgrad;
        default:
            return kernels.adam;
    }
}

template UpdateKernel<double>* UpdateRule::kernel() const;
template UpdateKernel<float>* UpdateRule::kernel() const;

UpdateNumbers UpdateRule::advance(double rate) {
    UpdateNumbers numbers;
    switch (method_) {
        case UpdateMethod::sgd:
            numbers = sgd(rate);
            break;
        case UpdateMethod::adagrad:
            numbers = adagrad(rate);
            break;
        case UpdateMethod::adadelta:
            numbers = adadelta(rate);
            break;
        case UpdateMethod::rmsprop:
            numbers = rmsprop(rate);
            break;
        case UpdateMethod::nadam:
            numbers = nadam(rate);
            break;
        default:
            numbers = adam(rate);
    }
    // AdamW: x ← (1 - α λ) x before the step, for an L2 penalty would be divided by √v̂ with the rest of the gradient
    // (Loshchilov & Hutter, Decoupled weight decay regularization, ICLR 2019, algorithm 2).
    if (method_ == UpdateMethod::adamw) {
        numbers.shrink = 1 - rate * options_.weight_decay;
    } else {
        numbers.penalty = options_.weight_decay;
    }
    progress.steps += 1;
    return numbers;
}

// Momentum: m ← μ m + (1 - τ) g, x ← x - α m; Nesterov: x ← x - α (g + μ m). The first m is g, whatever τ.
//
// Polyak, USSR Comput. Math. Math. Phys. 4(5) (1964), (9); Nesterov, Soviet Math. Dokl. 27 (1983), in the form of
// Sutskever et al., ICML 2013, with the rate outside of m, so that a change of the rate acts at once.
UpdateNumbers UpdateRule::sgd(double rate) const {
    UpdateNumbers numbers;
    numbers.keep_first = options_.momentum;
    numbers.take_first = progress.steps == 0 ? 1 : 1 - options_.dampening;
    const bool ahead = options_.nesterov != 0 || options_.momentum == 0;
    numbers.from_gradient = ahead ? rate : 0;
    numbers.from_first = options_.nesterov != 0 ? rate * options_.momentum : rate;
    return numbers;
}

// v ← v + g², x ← x - α/(1 + (t - 1) η) g / (√v + ε)   (Duchi, Hazan & Singer, JMLR 12 (2011), diagonal form)
UpdateNumbers UpdateRule::adagrad(double rate) const {
    UpdateNumbers numbers;
    numbers.keep_second = 1;
    numbers.take_second = 1;
    numbers.from_gradient = rate / (1 + progress.steps * options_.rate_decay);
    numbers.epsilon = options_.epsilon;
    return numbers;
}

// v ← ρ v + (1 - ρ) g², δ = √(u + ε) / √(v + ε) g, u ← ρ u + (1 - ρ) δ², x ← x - α δ
// (Zeiler, ADADELTA, arXiv:1212.5701, algorithm 1, where α is 1)
UpdateNumbers UpdateRule::adadelta(double rate) const {
    UpdateNumbers numbers;
    numbers.keep_second = options_.rho;
    numbers.take_second = 1 - options_.rho;
    numbers.from_gradient = rate;
    numbers.inside = options_.epsilon;
    return numbers;
}

// v ← ρ v + (1 - ρ) g², x ← x - α g / (√v + ε)   (Tieleman & Hinton, lecture 6.5 of Neural networks for machine
// learning, 2012). Centered, v - m² takes the place of v, m ← ρ m + (1 - ρ) g   (Graves, arXiv:1308.0850, (38)-(45),
// where ε is inside of the root, as here on request). With momentum: b ← μ b + g / (√v + ε), x ← x - α b.
UpdateNumbers UpdateRule::rmsprop(double rate) const {
    UpdateNumbers numbers;
    numbers.keep_second = options_.rho;
    numbers.take_second = 1 - options_.rho;
    numbers.keep_first = options_.momentum;
    numbers.from_gradient = options_.momentum != 0 ? 1 : rate;
    numbers.from_first = rate;
    (options_.epsilon_inside != 0 ? numbers.inside : numbers.epsilon) = options_.epsilon;
    return numbers;
}

// m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², x ← x - α m̂ / (√v̂ + ε), m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ)
//
// Kingma & Ba, ICLR 2015, algorithm 1: its first form, with ε beside √v̂. AMSGrad takes the largest v so far in place of
// v (Reddi, Kale & Kumar, ICLR 2018, algorithm 2, here with the corrections of Adam). 1 - βᵗ is the sum w of the
// weights that the average has given out, and is kept as w ← β w + (1 - β): no power, no cancellation, the same bits
// wherever.
UpdateNumbers UpdateRule::adam(double rate) {
    UpdateNumbers numbers;
    numbers.keep_first = options_.beta1;
    numbers.take_first = 1 - options_.beta1;
    numbers.keep_second = options_.beta2;
    numbers.take_second = 1 - options_.beta2;
    progress.weight_first = options_.beta1 * progress.weight_first + numbers.take_first;
    progress.weight_second = options_.beta2 * progress.weight_second + numbers.take_second;
    numbers.from_first = rate / progress.weight_first;
    numbers.root = 1 / progress.weight_second;
    numbers.epsilon = options_.epsilon;
    return numbers;
}

// Adam with Nesterov's look ahead: in place of m̂, (1 - μₜ) g / (1 - Πₜ) + μₜ₊₁ m / (1 - Πₜ₊₁), Πₜ = μ₁ … μₜ and
// μₜ = β₁ (1 - ½ 0.96^(tψ))   (Dozat, Incorporating Nesterov momentum into Adam, ICLR 2016 workshop, algorithm 2).
// 1 - Πₜ is kept as the weights of Adam are.
UpdateNumbers UpdateRule::nadam(double rate) {
    const double before = progress.weight_first;
    UpdateNumbers numbers = adam(rate);
    const double factor = std::pow(0.96, options_.momentum_decay);
    progress.schedule_power *= factor;
    const double mu = options_.beta1 * (1 - 0.5 * progress.schedule_power);
    const double mu_next = options_.beta1 * (1 - 0.5 * progress.schedule_power * factor);
    progress.weight_first = mu * before + (1 - mu);
    const double weight_next = mu_next * progress.weight_first + (1 - mu_next);
    numbers.from_gradient = rate * (1 - mu) / progress.weight_first;
    numbers.from_first = rate * mu_next / weight_next;
    return numbers;
}

}  // namespace steepest

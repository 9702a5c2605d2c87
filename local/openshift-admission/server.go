package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// operation is a step of a JSON patch.
type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

// decision answers a request with the changes to its object, or with the reason why it is refused.
type decision func(context.Context, *admissionv1.AdmissionRequest) ([]operation, error)

// handler has a path for each of OpenShift's admission plugins that are imitated.
func handler(a admission, client kubernetes.Interface) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.Handle("POST /mutate-pods", reviews(a.mutatePods))
	mux.Handle("POST /validate-pods", reviews(a.validatePods))
	mux.Handle("POST /validate-exec", reviews(func(ctx context.Context, r *admissionv1.AdmissionRequest) ([]operation, error) {
		return nil, a.validateExec(ctx, r, client)
	}))
	mux.Handle("POST /default-constraints", reviews(defaultConstraintsObject))
	return mux
}

func reviews(decide decision) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var review admissionv1.AdmissionReview
		if err := json.NewDecoder(r.Body).Decode(&review); err != nil || review.Request == nil {
			http.Error(w, fmt.Sprintf("not an AdmissionReview with a request: %v", err), http.StatusBadRequest)
			return
		}
		operations, err := decide(r.Context(), review.Request)
		review.Response = response(operations, err)
		review.Response.UID = review.Request.UID
		review.Request = nil
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(review); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

func response(operations []operation, err error) *admissionv1.AdmissionResponse {
	var patch []byte
	if err == nil && len(operations) > 0 {
		patch, err = json.Marshal(operations)
	}
	if err != nil {
		var status apierrors.APIStatus
		if !errors.As(err, &status) {
			status = apierrors.NewBadRequest(err.Error())
		}
		result := status.Status()
		return &admissionv1.AdmissionResponse{Result: &result}
	}
	if patch == nil {
		return &admissionv1.AdmissionResponse{Allowed: true}
	}
	kind := admissionv1.PatchTypeJSONPatch
	return &admissionv1.AdmissionResponse{Allowed: true, Patch: patch, PatchType: &kind}
}

func (a admission) mutatePods(ctx context.Context, review *admissionv1.AdmissionRequest) ([]operation, error) {
	r, err := podRequest(review)
	if err != nil {
		return nil, err
	}
	pod, err := a.mutate(ctx, r)
	if err != nil {
		return nil, err
	}
	return changes(r.pod, pod), nil
}

func (a admission) validatePods(ctx context.Context, review *admissionv1.AdmissionRequest) ([]operation, error) {
	r, err := podRequest(review)
	if err != nil {
		return nil, err
	}
	return nil, a.validate(ctx, r)
}

func (a admission) validateExec(ctx context.Context, review *admissionv1.AdmissionRequest, client kubernetes.Interface) error {
	pod, err := client.CoreV1().Pods(review.Namespace).Get(ctx, review.Name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	r := request{user: review.UserInfo, namespace: review.Namespace, name: review.Name, pod: pod}
	return a.connect(ctx, r, review.SubResource)
}

func podRequest(review *admissionv1.AdmissionRequest) (request, error) {
	r := request{user: review.UserInfo, namespace: review.Namespace, name: review.Name, ephemeral: review.SubResource == "ephemeralcontainers"}
	r.pod = &corev1.Pod{}
	if err := json.Unmarshal(review.Object.Raw, r.pod); err != nil {
		return r, fmt.Errorf("not a pod: %w", err)
	}
	if review.Operation == admissionv1.Update {
		r.before = &corev1.Pod{}
		if err := json.Unmarshal(review.OldObject.Raw, r.before); err != nil {
			return r, fmt.Errorf("not a pod: %w", err)
		}
	}
	return r, nil
}

// changes are those that constraints make: annotations and security contexts.
func changes(before, after *corev1.Pod) []operation {
	var operations []operation
	add := func(path string, old, value any) {
		if !apiequality.Semantic.DeepEqual(old, value) {
			operations = append(operations, operation{"add", path, value})
		}
	}
	add("/metadata/annotations", before.Annotations, after.Annotations)
	add("/spec/securityContext", before.Spec.SecurityContext, after.Spec.SecurityContext)
	each := func(list string, i int, old, value *corev1.SecurityContext) {
		add("/spec/"+list+"/"+strconv.Itoa(i)+"/securityContext", old, value)
	}
	for i, container := range after.Spec.InitContainers {
		each("initContainers", i, before.Spec.InitContainers[i].SecurityContext, container.SecurityContext)
	}
	for i, container := range after.Spec.Containers {
		each("containers", i, before.Spec.Containers[i].SecurityContext, container.SecurityContext)
	}
	for i, container := range after.Spec.EphemeralContainers {
		each("ephemeralContainers", i, before.Spec.EphemeralContainers[i].SecurityContext, container.SecurityContext)
	}
	return operations
}

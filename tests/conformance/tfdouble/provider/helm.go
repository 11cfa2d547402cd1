package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed schema-helm.json
var helmSchemaJSON []byte

// helm is the hashicorp/helm provider, version 3. A release is an object of the simulated account, kept
// as helm_release/NAMESPACE/NAME; charts are not rendered (k8skit does that).
type helm struct {
	schema  *Schema
	config  Obj // the provider block's kubernetes attribute
	cluster Obj // the cluster that host leads to, with the world locked
}

func newHelm() *server {
	schema := parseSchema(helmSchemaJSON)
	return &server{schema: schema, backend: &helm{schema: schema}}
}

// helmDefaults are the provider's own (defaultAttributes in its helm/resource_helm_release.go).
var helmDefaults = Obj{
	"atomic": false, "cleanup_on_fail": false, "create_namespace": false, "dependency_update": false, "disable_crd_hooks": false,
	"disable_openapi_validation": false, "disable_webhooks": false, "force_update": false, "lint": false, "max_history": float64(0),
	"namespace": "default", "pass_credentials": false, "recreate_pods": false, "render_subchart_notes": true, "replace": false,
	"reset_values": false, "reuse_values": false, "skip_crds": false, "take_ownership": false, "timeout": float64(300),
	"upgrade_install": false, "verify": false, "wait": true, "wait_for_jobs": false,
}

func (p *helm) configure(config Obj) error {
	p.config = object(config, "kubernetes")
	return nil
}

func (p *helm) validate(_ string, config Obj) (out []problem) {
	if name := str(config, "name"); len(name) > 53 || (isSet(config, "name") && name == "") {
		out = append(out, problem{"name", fmt.Sprintf("Attribute name string length must be between 1 and 53, got: %d", len(name))})
	}
	if config["set_wo"] != nil {
		out = append(out, problem{"set_wo", "write-only values are not modelled by this double"})
	}
	return out
}

func (p *helm) forceNew(string) []string { return []string{"name", "namespace"} }

func (p *helm) plan(_ string, config, prior, planned Obj) {
	for name, value := range helmDefaults {
		if config[name] == nil {
			planned[name] = value
		}
	}
	for _, item := range list(planned, "set") {
		if set, ok := item.(Obj); ok && set["type"] == nil {
			set["type"] = ""
		}
	}
	planned["status"] = "deployed"
	if prior == nil {
		return
	}
	for name, a := range p.schema.Resources["helm_release"].Attributes {
		if a.Computed && config[name] == nil && helmDefaults[name] == nil {
			planned[name] = prior[name]
		}
	}
	if !equal(prior, planned) {
		for _, name := range []string{"metadata", "manifest", "resources"} {
			planned[name] = unknown
		}
	}
}

// connect finds the cluster that the provider block leads to.
func (p *helm) connect(w *World) error {
	p.cluster = nil
	host := str(p.config, "host")
	if host == "" && !isSet(p.config, "config_path") && len(strs(p.config, "config_paths")) == 0 {
		return fmt.Errorf("Kubernetes cluster unreachable: invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable")
	}
	if host == "" { // a kubeconfig of somebody's: the account's only cluster
		for _, r := range w.all("aws_eks_cluster") {
			p.cluster = r.Attrs
		}
		return nil
	}
	for _, r := range w.where("aws_eks_cluster", "endpoint", host) {
		p.cluster = r.Attrs
	}
	if p.cluster == nil {
		return fmt.Errorf("Kubernetes cluster unreachable: Get %q: dial tcp: lookup %s: no such host", host+"/version", strings.TrimPrefix(host, "https://"))
	}
	if ca := str(p.config, "cluster_ca_certificate"); !strings.Contains(ca, "-----BEGIN CERTIFICATE-----") {
		return fmt.Errorf("Kubernetes cluster unreachable: unable to load root certificates: unable to parse bytes as PEM block")
	}
	exec := object(p.config, "exec")
	if exec == nil && str(p.config, "token") == "" {
		return fmt.Errorf("Kubernetes cluster unreachable: the server has asked for the client to provide credentials")
	}
	if exec == nil {
		return nil
	}
	if v := str(exec, "api_version"); v != "client.authentication.k8s.io/v1" && v != "client.authentication.k8s.io/v1beta1" {
		return fmt.Errorf("Kubernetes cluster unreachable: exec plugin: invalid apiVersion %q", v)
	}
	name, args := str(p.cluster, "name"), strings.Join(strs(exec, "args"), " ")
	asks := regexp.MustCompile(`(^| )eks get-token( |$)`).MatchString(args)
	if str(exec, "command") != "aws" || !asks || !regexp.MustCompile(`--cluster-name[ =]`+regexp.QuoteMeta(name)+`( |$)`).MatchString(args) {
		return fmt.Errorf("Kubernetes cluster unreachable: the server has asked for the client to provide credentials (exec gives no token for cluster %s: %s %s)",
			name, str(exec, "command"), args)
	}
	return nil
}

func (p *helm) create(typ string, planned Obj) (state Obj, warnings []string, err error) {
	err = update(func(w *World) error {
		o := clone(planned).(Obj)
		c := &call{World: w, aws: &aws{schema: p.schema}, typ: typ}
		failure := p.connect(w)
		if failure == nil {
			c.need("aws_eks_cluster", str(p.cluster, "id"))
			failure = p.install(c, o)
		}
		if failure != nil {
			failure = fmt.Errorf("installation failed: %w", failure)
		} else {
			p.finish(o, 1)
			w.put(&Record{Type: typ, ID: releaseID(o), Attrs: o})
		}
		state = o
		journal("create", typ, str(o, "name"), o, c.needs, failure)
		return failure
	})
	if err != nil {
		state = nil
	}
	return state, nil, err
}

func releaseID(o Obj) string { return str(o, "namespace") + "/" + str(o, "name") }

// install refuses what Helm refuses.
func (p *helm) install(c *call, o Obj) error {
	namespace := str(o, "namespace")
	if c.get("helm_release", releaseID(o)) != nil && !flag(o, "upgrade_install") && !flag(o, "replace") {
		return fmt.Errorf("cannot re-use a name that is still in use")
	}
	there := append([]string{"default", "kube-system", "kube-public", "kube-node-lease"}, strs(c.Settings, "namespaces")...)
	if !contains(there, namespace) && !flag(o, "create_namespace") {
		return fmt.Errorf("create: failed to create: namespaces %q not found", namespace)
	}
	values, err := helmValues(o)
	if err != nil {
		return err
	}
	if str(o, "chart") != "aws-vpc-cni" {
		return nil
	}
	if err := p.adopt(c, o, values); err != nil {
		return err
	}
	return p.vpcCNI(c, values)
}

// adopt is about an aws-node that is there already: EKS's own, or the managed add-on's. Rules C39 and C40. The text is
// Helm's (checkOwnership in its pkg/action/validate.go, quoted in helm/helm#9125). The setting helm_adopted says that
// its objects were labelled for this release before, as scripts/adopt-vpc-cni.sh does.
func (p *helm) adopt(c *call, o Obj, values Obj) error {
	cluster := str(p.cluster, "name")
	if c.get("aws_eks_addon", cluster+":vpc-cni") != nil {
		return fmt.Errorf("AddonManaged: EKS manages vpc-cni in cluster %s as an add-on and would undo what Helm changes (C40)", cluster)
	}
	if p.cluster["bootstrap_self_managed_addons"] == false {
		return nil
	}
	if !c.setting("helm_adopted") && !flag(o, "take_ownership") {
		return fmt.Errorf("Unable to continue with install: ServiceAccount \"aws-node\" in namespace \"kube-system\" exists and cannot be imported into the current release: invalid ownership metadata; label validation error: missing key \"app.kubernetes.io/managed-by\": must be set to \"Helm\"; annotation validation error: missing key \"meta.helm.sh/release-name\": must be set to %q; annotation validation error: missing key \"meta.helm.sh/release-namespace\": must be set to %q",
			str(o, "name"), str(o, "namespace"))
	}
	if str(o, "namespace") != "kube-system" {
		return fmt.Errorf("AdoptionMisses: aws-node runs in kube-system, a release in %s would install a second one beside it", str(o, "namespace"))
	}
	if !flag(values, "originalMatchLabels") {
		return fmt.Errorf("cannot patch \"aws-node\" with kind DaemonSet: DaemonSet.apps \"aws-node\" is invalid: spec.selector: Invalid value: field is immutable (the chart's originalMatchLabels is not true)")
	}
	return nil
}

// vpcCNI holds the chart's values against the account, as for the add-on: custom networking comes whole, its subnets exist.
func (p *helm) vpcCNI(c *call, values Obj) error {
	parts := strings.Split(strings.TrimPrefix(str(p.cluster, "endpoint"), "https://"), ".")
	for i, part := range parts {
		if part == "eks" && i > 0 {
			c.region = parts[i-1]
		}
	}
	for key, value := range object(values, "env") {
		if _, ok := value.(Obj); ok || value == nil {
			return fmt.Errorf("env.%s must be a plain value", key)
		}
	}
	custom := fmt.Sprint(object(values, "env")["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"]) == "true"
	if created := flag(object(values, "eniConfig"), "create"); custom != created {
		return fmt.Errorf("NodesNotReady: custom networking is %t and ENIConfigs are created: %t; pods need both", custom, created)
	}
	for _, entry := range object(object(values, "eniConfig"), "subnets") {
		subnet, _ := entry.(Obj)
		c.need("aws_subnet", str(subnet, "id"))
	}
	return c.checkENIConfigs(values, str(first(p.cluster, "vpc_config"), "vpc_id"))
}

// helmValues merges the values documents and `set`, as far as maps go.
func helmValues(o Obj) (Obj, error) {
	out := Obj{}
	for i, text := range strs(o, "values") {
		var doc any
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			return nil, fmt.Errorf("failed to parse values[%d]: %w", i, err)
		}
		if doc == nil {
			continue
		}
		values, ok := doc.(Obj)
		if _, err := json.Marshal(doc); err != nil || !ok { // keys that are not strings
			return nil, fmt.Errorf("failed to parse values[%d]: cannot unmarshal %T into a map", i, doc)
		}
		merge(out, values)
	}
	for _, item := range list(o, "set") {
		set, _ := item.(Obj)
		keys := strings.Split(strings.ReplaceAll(str(set, "name"), `\.`, "\x00"), ".")
		inner := out
		for i, key := range keys {
			key = strings.ReplaceAll(key, "\x00", ".")
			if i == len(keys)-1 {
				var value any = str(set, "value")
				if str(set, "type") != "string" && (value == "true" || value == "false") {
					value = value == "true"
				}
				inner[key] = value
			} else {
				next, ok := inner[key].(Obj)
				if !ok {
					next = Obj{}
					inner[key] = next
				}
				inner = next
			}
		}
	}
	return out, nil
}

func merge(into, from Obj) {
	for key, value := range from {
		was, both := into[key].(Obj)
		is, ok := value.(Obj)
		if both && ok {
			merge(was, is)
		} else {
			into[key] = value
		}
	}
}

// finish sets what Helm decides.
func (p *helm) finish(o Obj, revision float64) {
	o["id"], o["status"] = o["name"], "deployed"
	if !isSet(o, "version") {
		o["version"] = "1.0.0"
	}
	if !isSet(o, "description") {
		o["description"] = "Install complete"
	}
	o["manifest"], o["resources"] = nil, nil // kept by an experiment only
	values, _ := helmValues(o)
	o["metadata"] = Obj{"name": o["name"], "namespace": o["namespace"], "chart": o["chart"], "version": o["version"], "app_version": "v1.0.0",
		"values": toJSON(values), "revision": revision, "first_deployed": float64(1735689600), "last_deployed": 1735689600 + revision, "notes": ""}
}

func (p *helm) read(typ string, state Obj) (out Obj, err error) {
	err = update(func(w *World) error {
		if err := p.connect(w); err != nil {
			return err
		}
		if r := w.get(typ, releaseID(state)); r != nil {
			out = r.Attrs
		}
		return nil
	})
	return out, err
}

func (p *helm) update(typ string, prior, planned Obj) (state Obj, warnings []string, err error) {
	err = update(func(w *World) error {
		o := clone(planned).(Obj)
		r := w.get(typ, releaseID(prior))
		failure := p.connect(w)
		if failure == nil && r == nil {
			failure = fmt.Errorf("%q has no deployed releases", str(prior, "name"))
		}
		var values Obj
		if failure == nil {
			values, failure = helmValues(o)
		}
		if failure == nil && str(o, "chart") == "aws-vpc-cni" {
			failure = p.vpcCNI(&call{World: w, aws: &aws{schema: p.schema}, typ: typ}, values)
		}
		if failure == nil {
			p.finish(o, num(object(r.Attrs, "metadata"), "revision")+1)
			r.Attrs = o
		}
		state = o
		journal("update", typ, str(o, "name"), o, nil, failure)
		return failure
	})
	return state, nil, err
}

func (p *helm) remove(typ string, prior Obj) error {
	return update(func(w *World) error {
		failure := p.connect(w)
		if failure == nil {
			w.remove(typ, releaseID(prior))
		}
		journal("delete", typ, str(prior, "name"), prior, nil, failure)
		return failure
	})
}

func (p *helm) importID(typ, id string) (out Obj, err error) {
	err = update(func(w *World) error {
		if out = w.attrs(typ, id); out == nil {
			return fmt.Errorf("release: not found: %s", id)
		}
		return nil
	})
	return out, err
}

func (p *helm) data(typ string, _ Obj) (Obj, error) {
	return nil, fmt.Errorf("data source %s is not modelled by this double", typ)
}

// Stands for the packer that cdktf loads for assets: half of what loading cdktf costs.
module.exports = () => {
  throw new Error(
    "TerraformAsset of type ARCHIVE is not supported: a stack's folder has to be complete with its cdk.tf.json.",
  );
};
